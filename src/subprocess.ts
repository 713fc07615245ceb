import { spawn, spawnSync } from 'node:child_process';
import { SpillwayError } from './errors';

export interface RunOptions {
  readonly cwd: string;
  /** How many of the last lines that it printed a failure shows. Default: 5. */
  readonly shownLines?: number;
}

export interface AbortableRunOptions extends RunOptions {
  /** Variables on top of those of this process; undefined takes one away. */
  readonly env?: Readonly<Record<string, string | undefined>>;
  /** Ends the program, and what runs it rejects with what the signal says, as soon as it has ended. */
  readonly signal?: AbortSignal;
  /**
   * What an abortion sends. Default: SIGKILL, because whoever aborts waits for nothing, and load engines would finish for many
   * seconds. Give another one to a program that has something elsewhere to end.
   */
  readonly killSignal?: NodeJS.Signals;
}

/** How a program is started. */
export interface Invocation {
  readonly file: string;
  readonly args: readonly string[];
  readonly shell: boolean;
}

/** Programs that are executables everywhere; npm and its kin are .cmd files on Windows, which only a shell starts. */
const executables: ReadonlySet<string> = new Set(['git']);

/** A shell joins what it is given with spaces, so it is given one line in which each argument is quoted. */
export function invocation(program: string, args: readonly string[], platform = process.platform): Invocation {
  return platform === 'win32' && !executables.has(program)
    ? { file: [program, ...args.map((arg) => `"${arg.replaceAll('"', '""')}"`)].join(' '), args: [], shell: true }
    : { file: program, args, shell: false };
}

/**
 * Runs a program to its end. What it prints is captured and shown only when it fails.
 *
 * @returns what it printed to standard output
 * @throws SpillwayError `subprocess-failed` when it cannot be started or ends with another code than 0
 */
export function runSync(program: string, args: readonly string[], { cwd, shownLines }: RunOptions): string {
  const started = invocation(program, args);
  const result = spawnSync(started.file, started.args, { cwd, shell: started.shell, encoding: 'utf8' });
  if (result.error || result.status !== 0) {
    throw failure([program, ...args], { printed: result.stderr, shownLines, cause: result.error });
  }
  return result.stdout;
}

/** Like {@link runSync}, without blocking, so that progress can be shown meanwhile. */
export async function run(program: string, args: readonly string[], options: AbortableRunOptions): Promise<void> {
  const { cwd, signal, killSignal = 'SIGKILL', shownLines } = options;
  const { file, args: given, shell } = invocation(program, args);
  const env = { ...process.env, ...options.env };
  const child = spawn(file, given, { cwd, env, shell, signal, killSignal, stdio: ['ignore', 'pipe', 'pipe'] });
  const printed: string[] = [];
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding('utf8').on('data', (text: string) => printed.push(text));
  }
  await new Promise<void>((resolve, reject) => {
    child.once('error', (error) => {
      if (!signal?.aborted) {
        reject(failure([program, ...args], { printed: '', cause: error }));
      } else if (child.pid === undefined || child.exitCode !== null || child.signalCode !== null) {
        reject(error);
      } else {
        child.once('exit', () => reject(error)); // not `close`: programs that it started may keep its output open
      }
    });
    child.once('close', (code) => {
      return code === 0 ? resolve() : reject(failure([program, ...args], { printed: printed.join(''), shownLines }));
    });
  });
}

/** A program that goes on running. */
export interface StartedProgram {
  /** What it printed when it was ready. */
  readonly ready: RegExpExecArray;
  stop(): Promise<void>;
}

/**
 * Starts a program and waits until it prints what says that it is ready. It has a standard input that ends with this process, and
 * gets no signal from the terminal: who started it stops it, when everything that needs it has stopped.
 *
 * @throws SpillwayError `subprocess-failed` when it cannot be started or ends before
 */
export async function startUntil(
  program: string,
  args: readonly string[],
  { cwd, isReady }: RunOptions & { readonly isReady: RegExp },
): Promise<StartedProgram> {
  const child = spawn(program, args, { cwd, detached: process.platform !== 'win32', windowsHide: true });
  const ended = new Promise<void>((resolve) => child.once('close', () => resolve()));
  let printed = '';
  const ready = await new Promise<RegExpExecArray>((resolve, reject) => {
    const hear = (text: string) => {
      printed = (printed + text).slice(-longestAccount);
      const match = isReady.exec(printed);
      if (match) {
        resolve(match);
      }
    };
    for (const stream of [child.stdout, child.stderr]) {
      stream.setEncoding('utf8').on('data', hear);
    }
    child.once('error', (error) => reject(failure([program, ...args], { printed: '', cause: error })));
    child.once('close', () => reject(failure([program, ...args], { printed })));
  });
  return { ready, stop: async () => void (child.kill(), await ended) };
}

/** Characters that are kept of what a program says. */
const longestAccount = 10_000;

interface Failure extends Pick<RunOptions, 'shownLines'> {
  readonly printed: string;
  readonly cause?: Error;
}

function failure(command: readonly string[], { printed, shownLines = 5, cause }: Failure): SpillwayError {
  const lastLines = printed.trim().split('\n').slice(-shownLines).join('\n');
  const reason = cause?.message ?? lastLines;
  return new SpillwayError('subprocess-failed', `"${command.join(' ')}" failed: ${reason}`, { cause });
}
