import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { cleanEnvironment } from './workspace';
import type { RunDescription } from '../../src/cli/local-report';
import type { LocalEvent } from '../../src/local/local-event';
import { call } from '../../src/local/services/aws-json';
import type { Sample, WorkerSample } from '../../src/local/status/recorder';

const patienceMs = 120_000;

/** What the handler of message-life.ts was given. */
export interface Handled {
  readonly id: string;
  readonly principal: string;
  /** Only of messages that devices published. */
  readonly device?: string;
  readonly payload: Readonly<Record<string, unknown>>;
  readonly receiveCount: number;
}

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
    const run = new LocalRun(child, project);
    await run.until(() => run.description !== undefined);
    return run;
  }

  readonly events: LocalEvent[] = [];
  description: RunDescription | undefined;
  private said = '';
  private readonly ended: Promise<unknown>;

  private constructor(
    private readonly child: ChildProcess,
    private readonly project: string,
  ) {
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

  /** What was handled so far, in the order of the beginnings; all of it, or of one message. */
  handled(id?: string): readonly Handled[] {
    const said = this.logged.split('\n').filter((line) => line.startsWith('handled '));
    const all = said.map((line) => JSON.parse(line.slice('handled '.length)) as Handled);
    return all.filter((message) => id === undefined || message.id === id);
  }

  /** Messages that the event sources deleted from their queues. */
  get deletedMessages(): number {
    return this.events.reduce((sum, event) => sum + (event.type === 'batch' ? event.deleted : 0), 0);
  }

  /** Puts a message into a queue of the service, past its door. */
  async deliver(queue: string, body: object, attributes: Readonly<Record<string, string>> = {}): Promise<void> {
    const { sqsEndpoint: endpoint, region, name } = this.ready;
    const entries = Object.entries(attributes).map(([key, StringValue]) => [key, { DataType: 'String', StringValue }]);
    const input = {
      QueueUrl: `http://sqs.${region}.localhost:${new URL(endpoint).port}/000000000000/${name}-${queue}`,
      MessageBody: JSON.stringify(body),
      MessageAttributes: Object.fromEntries(entries) as object,
    };
    await call({ endpoint, targetPrefix: 'AmazonSQS', region }, 'SendMessage', { input });
  }

  /** Runs drive.ts of the project, which prints one JSON document as its last line. */
  drive(...args: readonly string[]): unknown {
    return JSON.parse(
      this.execute('tsx', 'drive.ts', ...args)
        .trim()
        .split('\n')
        .at(-1)!,
    ) as unknown;
  }

  redrive(worker: string): unknown {
    return JSON.parse(this.execute('spillway', 'local', '--redrive', worker, '--json')) as unknown;
  }

  /** Runs a program of the project's packages beside the run. */
  private execute(...command: readonly string[]): string {
    return execFileSync('npx', command, { cwd: this.project, env: cleanEnvironment(), encoding: 'utf8' });
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
