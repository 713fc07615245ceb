import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { userEnvironment } from './measure';
import type { RunDescription } from '../../src/cli/local-report';

/** `spillway local` of a service that is synthesized. */
export class LocalRun {
  static async start(project: string): Promise<LocalRun> {
    const start = performance.now();
    const child = spawn(join(project, 'node_modules/.bin/spillway'), ['local', '--no-synth', '--json'], {
      cwd: project,
      env: userEnvironment(),
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    let said = '';
    child.stderr.on('data', (data) => (said += String(data)));
    const lines = createInterface({ input: child.stdout });
    const ready = new Promise<string>((resolve, reject) => {
      lines.on('line', (line) => line.startsWith('{"type":"ready"') && resolve(line));
      child.once('close', (code) => reject(new Error(`the local run ended with ${code}; it said:\n${said}`)));
    });
    const line = await ready;
    const readySeconds = (performance.now() - start) / 1000;
    lines.close();
    child.stdout.resume(); // what happens is told all the time, and must be read
    return new LocalRun(child, JSON.parse(line) as RunDescription, readySeconds);
  }

  private constructor(
    private readonly child: ChildProcess,
    readonly description: RunDescription,
    /** From the call of the program. */
    readonly readySeconds: number,
  ) {}

  /** Resident memory of the process, all its threads included. */
  memoryMb(): number {
    return Number(execFileSync('ps', ['-o', 'rss=', '-p', String(this.child.pid)], { encoding: 'utf8' })) / 1024;
  }

  async stop(): Promise<void> {
    const ended = once(this.child, 'exit');
    this.child.kill('SIGINT');
    await ended;
  }
}
