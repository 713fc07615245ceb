import { execFileSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { userEnvironment } from './measure';

/** Code of the worker, and what it is called in the report. */
export interface Handler {
  readonly name: string;
  /** Absent for the code that Spillway writes. */
  readonly code?: string;
}

export const idleHandler: Handler = {
  name: 'a handler that does nothing',
  code: 'export const handler = async () => ({ batchItemFailures: [] });\n',
};

/** Handles each message once and writes its status down, which takes DynamoDB four calls. */
export const writtenHandler: Handler = { name: 'the written handler' };

/** Enough for its throttle not to be what is measured. */
const size = ['--peak-rate', '5000', '--duration-ms', '5', '--concurrency-budget', '100'];

/**
 * Writes, installs and synthesizes a REST service.
 *
 * @param workspace where Spillway is installed
 * @returns its folder
 */
export function writeService(workspace: string, { code }: Handler, name: string): string {
  const project = join(workspace, name);
  const run = (program: string, args: readonly string[], cwd: string) =>
    execFileSync(program, args, { cwd, env: userEnvironment(), stdio: 'ignore' });
  const flags = ['--yes', '--no-git', '--api', 'rest-sqs', '--auth', 'sigv4', ...size];
  run(join(workspace, 'node_modules/.bin/spillway'), ['new', name, ...flags], workspace);
  if (code !== undefined) {
    writeFileSync(join(project, 'src/handlers/messages.ts'), code);
  }
  run('npx', ['cdk', 'synth', '--quiet'], project);
  return project;
}
