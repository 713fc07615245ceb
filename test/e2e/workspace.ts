import { spawn, spawnSync, type SpawnSyncOptions } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { inject } from 'vitest';

export interface Outcome {
  readonly status: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** An empty directory in which the packed generator is installed, as in a user's own. */
export class Workspace {
  readonly directory = realpathSync(mkdtempSync(join(tmpdir(), 'spillway-e2e-')));
  readonly tarball = inject('tarball');

  /** Path of something in the workspace. */
  path(...parts: string[]): string {
    return join(this.directory, ...parts);
  }

  installSpillway(): void {
    writeFileSync(this.path('package.json'), '{ "private": true }');
    this.succeed('npm', ['install', '--no-audit', '--no-fund', this.tarball]);
  }

  /** Runs a program to its end, whatever the end. */
  run(program: string, args: readonly string[], options: SpawnSyncOptions = {}): Outcome {
    const { status, stdout, stderr } = spawnSync(program, args, {
      cwd: this.directory,
      encoding: 'utf8',
      env: cleanEnvironment(),
      maxBuffer: 64 * 1024 * 1024,
      ...options,
    });
    return { status, stdout: String(stdout), stderr: String(stderr) };
  }

  /** Runs a program to its end, beside others. The environment comes on top of the surroundings. */
  async start(program: string, args: readonly string[], { cwd, env }: { cwd: string; env: NodeJS.ProcessEnv }) {
    const child = spawn(program, args, {
      cwd,
      env: { ...cleanEnvironment(), ...env },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    const outcome = { stdout: '', stderr: '' };
    child.stdout.setEncoding('utf8').on('data', (text: string) => (outcome.stdout += text));
    child.stderr.setEncoding('utf8').on('data', (text: string) => (outcome.stderr += text));
    const [status] = (await once(child, 'close')) as [number | null];
    return { status, ...outcome };
  }

  /** Runs a program that must succeed; returns what it printed. */
  succeed(program: string, args: readonly string[], options: SpawnSyncOptions = {}): string {
    const { status, stdout, stderr } = this.run(program, args, options);
    if (status !== 0) {
      throw new Error(`${[program, ...args].join(' ')} ended with ${status}\n${stdout}\n${stderr}`);
    }
    return stdout;
  }

  spillway(...args: string[]): Outcome {
    return this.run(this.path('node_modules/.bin/spillway'), args);
  }

  remove(): void {
    rmSync(this.directory, { recursive: true, force: true });
  }
}

/** The surroundings of a user's shell: nothing of the test runner, of npm's run of it, or of a CI. */
export function cleanEnvironment(): NodeJS.ProcessEnv {
  const kept = Object.entries(process.env).filter(([name]) => !/^(npm_|VITEST|CI$|NODE_ENV$|PROJEN|TEST$)/.test(name));
  const identity = { name: 'Test', email: 'test@example.com' };
  return {
    ...Object.fromEntries(kept),
    GIT_AUTHOR_NAME: identity.name,
    GIT_AUTHOR_EMAIL: identity.email,
    GIT_COMMITTER_NAME: identity.name,
    GIT_COMMITTER_EMAIL: identity.email,
  };
}
