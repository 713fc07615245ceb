import { randomUUID } from 'node:crypto';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { Worker } from 'node:worker_threads';
import type { EnvironmentData, EnvironmentMessage, EventMessage } from './environment-protocol';

export interface EnvironmentOptions {
  readonly data: EnvironmentData;
  readonly variables: Readonly<Record<string, string>>;
  /** Program of the thread; by default the compiled one beside this file. */
  readonly program?: string;
  readonly onLog: (line: string) => void;
}

/**
 * Milliseconds for which loading the code does not count as handling the event.
 *
 * @see https://docs.aws.amazon.com/lambda/latest/dg/lambda-runtime-environment.html
 */
export const initializationLimitMs = 10_000;

/** The event was cut off: the environment that handled it is gone. */
export class TimedOutError extends Error {}

/** The code of the function failed: it threw, could not be loaded, or ended its process. */
export class FunctionError extends Error {}

/** Megabytes of the heap for what lives shortly. Node.js would take three times as much for each of many threads. */
const youngGenerationMb = 16;

interface Pending {
  readonly resolve: (result: unknown) => void;
  readonly reject: (error: Error) => void;
}

/**
 * One execution environment: a thread of its own, with the function's variables and its memory as the limit of the heap.
 * Handles one event at a time, as on AWS.
 */
export class ExecutionEnvironment {
  /** Milliseconds from the start to the loaded handler; undefined until then. */
  coldStartMs: number | undefined;
  /** The code is loaded, or never will be. */
  readonly loaded: Promise<void>;
  private endedBy: Error | undefined;
  private readonly worker: Worker;
  private readonly startedAt = performance.now();
  private pending: Pending | undefined;
  private whenReady: (() => void) | undefined;
  private whenLoaded!: () => void;
  private timer: NodeJS.Timeout | undefined;

  constructor({ data, variables, program = join(__dirname, 'environment-program.js'), onLog }: EnvironmentOptions) {
    this.loaded = new Promise((resolve) => (this.whenLoaded = resolve));
    this.worker = new Worker(program, {
      env: { ...variables },
      workerData: data,
      stdout: true,
      stderr: true,
      resourceLimits: { maxOldGenerationSizeMb: data.memoryMb, maxYoungGenerationSizeMb: youngGenerationMb },
    });
    for (const input of [this.worker.stdout, this.worker.stderr]) {
      createInterface({ input }).on('line', onLog);
    }
    this.worker.on('message', (message: EnvironmentMessage) => this.receive(message));
    this.worker.on('error', (error: Error) => this.end(new FunctionError(error.stack ?? error.message)));
    this.worker.on('exit', (code) =>
      this.end(new FunctionError(`the process of the function ended with code ${code}`)),
    );
  }

  /** No event can be handled any more. */
  get isGone(): boolean {
    return this.endedBy !== undefined;
  }

  /**
   * Handles one event. The time for it begins once the handler is loaded, or once loading it has taken too long.
   *
   * @throws TimedOutError after `timeoutMs`
   * @throws FunctionError
   */
  async handle(event: unknown, timeoutMs: number): Promise<unknown> {
    if (this.endedBy) {
      throw this.endedBy;
    }
    const finished = new Promise<unknown>((resolve, reject) => (this.pending = { resolve, reject }));
    const begin = () => {
      this.limitTo(timeoutMs, timeoutMs);
      const message = { requestId: randomUUID(), event: JSON.stringify(event), deadline: Date.now() + timeoutMs };
      this.worker.postMessage(message satisfies EventMessage);
    };
    if (this.coldStartMs === undefined) {
      this.limitTo(initializationLimitMs + timeoutMs, timeoutMs);
      this.whenReady = begin;
    } else {
      begin();
    }
    try {
      return await finished;
    } finally {
      clearTimeout(this.timer);
    }
  }

  /** Ends the thread, and with it whatever it does. */
  async stop(): Promise<void> {
    this.end(new FunctionError('the local run was stopped'));
    await this.worker.terminate();
  }

  private limitTo(ms: number, timeoutMs: number): void {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => {
      this.end(new TimedOutError(`timed out after ${timeoutMs / 1000} s`));
      void this.worker.terminate();
    }, ms);
  }

  private receive(message: EnvironmentMessage): void {
    if (message.type === 'loaded') {
      this.whenLoaded();
    } else if (message.type === 'ready') {
      this.coldStartMs = performance.now() - this.startedAt;
      this.whenReady?.();
    } else if (message.type === 'result') {
      this.settle(({ resolve }) => resolve(JSON.parse(message.result)));
    } else {
      this.settle(({ reject }) => reject(new FunctionError(message.error)));
    }
  }

  private end(error: Error): void {
    this.endedBy ??= error;
    this.whenLoaded();
    this.settle(({ reject }) => reject(error));
  }

  private settle(finish: (pending: Pending) => void): void {
    const { pending } = this;
    this.pending = undefined;
    if (pending) {
      finish(pending);
    }
  }
}
