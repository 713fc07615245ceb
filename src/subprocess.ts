import { spawn, spawnSync } from 'node:child_process';
import { SpillwayError } from './errors';

export interface RunOptions {
  readonly cwd: string;
  /** Where the program's own output goes. Default: it is captured and shown only when the program fails. */
  readonly output?: 'captured' | 'stderr';
  readonly env?: Readonly<Record<string, string>>;
}

// On Windows npm and its kin are .cmd files, which only a shell starts; the arguments here are fixed words and paths of ours.
const shell = process.platform === 'win32';

/**
 * Runs a program to its end.
 *
 * @returns what it printed to standard output
 * @throws SpillwayError `subprocess-failed` when it cannot be started or ends with another code than 0
 */
export function runSync(program: string, args: readonly string[], { cwd, env }: RunOptions): string {
  const result = spawnSync(program, args, { cwd, env: { ...process.env, ...env }, shell, encoding: 'utf8' });
  if (result.error || result.status !== 0) {
    throw failure([program, ...args], result.stderr, result.error);
  }
  return result.stdout;
}

/** Like {@link runSync}, without blocking, so that progress can be shown meanwhile. */
export async function run(program: string, args: readonly string[], { cwd, output, env }: RunOptions): Promise<void> {
  const child = spawn(program, args, {
    cwd,
    env: { ...process.env, ...env },
    shell,
    stdio: ['ignore', output === 'stderr' ? 2 : 'pipe', output === 'stderr' ? 2 : 'pipe'],
  });
  const printed: string[] = [];
  for (const stream of [child.stdout, child.stderr]) {
    stream?.setEncoding('utf8').on('data', (text: string) => printed.push(text));
  }
  await new Promise<void>((resolve, reject) => {
    child.once('error', (error) => reject(failure([program, ...args], '', error)));
    child.once('close', (code) => {
      return code === 0 ? resolve() : reject(failure([program, ...args], printed.join('')));
    });
  });
}

function failure(command: readonly string[], printed: string, cause?: Error): SpillwayError {
  const lastLines = printed.trim().split('\n').slice(-5).join('\n');
  const reason = cause?.message ?? lastLines;
  return new SpillwayError('subprocess-failed', `"${command.join(' ')}" failed: ${reason}`, { cause });
}
