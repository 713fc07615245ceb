import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { cleanEnvironment } from './workspace';
import type { RunDescription } from '../../src/cli/local-report';
import type { LocalEvent } from '../../src/local/local-event';
import type { Sample, WorkerSample } from '../../src/local/status/recorder';

const patienceMs = 120_000;

/** `npm run local` of a written project, from its start to its end. */
export class LocalRun {
  /** Starts it, and waits until it is ready. */
  static async start(project: string, ...flags: readonly string[]): Promise<LocalRun> {
    const child = spawn('npm', ['run', 'local', '--', '--json', ...flags], {
      cwd: project,
      env: cleanEnvironment(),
      detached: true, // a group of its own, which gets the signal as a whole, as from a terminal
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    const run = new LocalRun(child);
    await run.until(() => run.description !== undefined);
    return run;
  }

  readonly events: LocalEvent[] = [];
  description: RunDescription | undefined;
  private said = '';
  private readonly ended: Promise<unknown>;

  private constructor(private readonly child: ChildProcess) {
    this.ended = once(child, 'close');
    child.stderr!.on('data', (data) => (this.said += String(data)));
    createInterface({ input: child.stdout! }).on('line', (line) => this.hear(line));
  }

  get ready(): RunDescription {
    return this.description!;
  }

  /** Lines that the handlers logged. */
  get logged(): string {
    return this.events.map((event) => (event.type === 'log' ? event.line : '')).join('\n');
  }

  async worker(name: string): Promise<WorkerSample> {
    let last: Sample | undefined;
    await this.until(async () => {
      last = await this.lastSample();
      return last !== undefined; // the first one is taken after the run says that it is ready
    });
    return last!.workers.find((worker) => worker.name === name)!;
  }

  private async lastSample(): Promise<Sample | undefined> {
    const response = await fetch(new URL('status.json', this.ready.statusUrl));
    const { samples } = (await response.json()) as { samples: Sample[] };
    return samples.at(-1);
  }

  async until(holds: () => boolean | Promise<boolean>): Promise<void> {
    const deadline = Date.now() + patienceMs;
    while (!(await holds())) {
      if (this.child.exitCode !== null || Date.now() > deadline) {
        throw new Error(`the local run ended or never got there; it said:\n${this.said}\n${this.logged.slice(-3000)}`);
      }
      await new Promise((resolve) => setTimeout(resolve, 100));
    }
  }

  /** Ctrl-C. */
  async stop(): Promise<void> {
    if (this.child.exitCode === null && this.child.signalCode === null) {
      process.kill(-this.child.pid!, 'SIGINT');
    }
    await this.ended;
  }

  /** What `kill -9` does to it and to everything that it started. */
  async kill(): Promise<void> {
    process.kill(-this.child.pid!, 'SIGKILL');
    await this.ended;
  }

  private hear(line: string): void {
    if (line.startsWith('{')) {
      const event = JSON.parse(line) as LocalEvent | ({ type: 'ready' } & RunDescription);
      if (event.type === 'ready') {
        this.description = event;
      } else {
        this.events.push(event);
      }
    }
  }
}
