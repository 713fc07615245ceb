import { describeError } from './problems';
import { shellQuote } from './shell-quote';
import type { Terminal } from './terminal';
import { packageManagerCommands } from '../render/package-manager-commands';
import type { ServiceSpec } from '../spec/service-spec';
import { run, runSync } from '../subprocess';

/**
 * Installs the dependencies of a project that stands. A failure keeps the project.
 *
 * @returns what went wrong and how to go on; undefined when all went well
 */
export async function install(directory: string, spec: ServiceSpec, terminal: Terminal): Promise<string | undefined> {
  const command = packageManagerCommands(spec.packageManager).install;
  const done = terminal.progress(`installing dependencies with ${spec.packageManager}`);
  try {
    const [program = '', ...args] = command.split(' ');
    await run(program, args, { cwd: directory });
    return undefined;
  } catch (error) {
    return `${describeError(error as Error)}\nthe project is complete; run "${command}" in it to go on`;
  } finally {
    done();
  }
}

/**
 * Makes the project a repository with one commit, unless it lies in one: what goes into that one is its owner's to say.
 *
 * @returns what went wrong and how to go on; undefined when all went well
 */
export function initializeGit(directory: string, spec: ServiceSpec): string | undefined {
  if (isInsideWorkTree(directory)) {
    return undefined;
  }
  const steps = [
    ['init', '--initial-branch=main'],
    ['add', '--all'],
    ['commit', '--quiet', '--message', `chore: create ${spec.name} with spillway`],
  ];
  try {
    for (const args of steps) {
      runSync('git', args, { cwd: directory });
    }
    return undefined;
  } catch (error) {
    return `${describeError(error as Error)}\nthe project is complete; commit it with git when you are ready`;
  }
}

function isInsideWorkTree(directory: string): boolean {
  try {
    return runSync('git', ['rev-parse', '--is-inside-work-tree'], { cwd: directory }).trim() === 'true';
  } catch {
    return false;
  }
}

/** What to do next, in the words of the user's package manager. */
export function nextSteps(directory: string, spec: ServiceSpec, isInstalled: boolean): string {
  const { install: installCommand, run: runCommand, exec } = packageManagerCommands(spec.packageManager);
  return [
    'Next:',
    ...(directory === '.' ? [] : [`  cd ${shellQuote(directory)}`]),
    ...(isInstalled ? [] : [`  ${installCommand}`]),
    `  ${runCommand} build      check everything: types, tests, templates, limits`,
    `  ${runCommand} deploy     deploy to ${spec.region}; see README.md for what that needs`,
    `  ${exec} projen         after a change to .projenrc.ts`,
  ].join('\n');
}
