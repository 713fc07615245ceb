import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { ConcurrencyPool, ThrottleReason } from './concurrency-pool';
import { ExecutionEnvironment, FunctionError, TimedOutError } from './execution-environment';
import type { FunctionSettings } from './function-settings';
import { environmentStarts, type StartLimit } from './start-limit';
import type { InvocationOutcome, Report } from '../local-event';

export interface LocalFunctionOptions {
  readonly settings: FunctionSettings;
  readonly pool: ConcurrencyPool;
  readonly report: Report;
  /** Milliseconds that each cold start takes beside the loading of the code. Default: none. */
  readonly coldStartMs?: number;
  /** Program of the threads; see {@link ExecutionEnvironment}. */
  readonly program?: string;
  /** How many environments start at once; by default as many as the machine has cores, over all functions. */
  readonly starts?: StartLimit;
}

/** No unit of concurrency was free. */
export class ThrottledError extends Error {
  constructor(readonly reason: ThrottleReason) {
    super(reason);
  }
}

/**
 * Milliseconds after which an environment ends that nobody needed. AWS says only that it ends them some time; this is
 * Spillway's choice.
 */
const idleLimitMs = 5 * 60_000;

/** An event that no environment has taken yet. */
interface Waiting {
  readonly take: (environment: ExecutionEnvironment) => void;
  readonly giveUp: (error: Error) => void;
}

/** One function: runs the bundled code, unmodified, in as many environments as it has events to handle at once. */
export class LocalFunction {
  private readonly idle: ExecutionEnvironment[] = [];
  private readonly environments = new Set<ExecutionEnvironment>();
  private readonly idleTimers = new WeakMap<ExecutionEnvironment, NodeJS.Timeout>();
  private readonly waiting: Waiting[] = [];
  /** Busy ones with code or settings from before a change. */
  private readonly outdated = new WeakSet<ExecutionEnvironment>();
  private settings: FunctionSettings;
  private isStopped = false;

  constructor(private readonly options: LocalFunctionOptions) {
    this.settings = options.settings;
  }

  get name(): string {
    return this.settings.name;
  }

  get label(): string {
    return this.settings.label;
  }

  get concurrency(): number {
    return this.options.pool.concurrency(this.settings.name);
  }

  /** Most events at once since this was last asked. */
  takeMostConcurrency(): number {
    return this.options.pool.takeMost(this.options.settings.name);
  }

  get reservedConcurrency(): number | undefined {
    return this.settings.reservedConcurrency;
  }

  /**
   * Takes over other code or settings of the function. As on AWS, whoever handles an event finishes it with the old ones,
   * and the next event finds a new environment.
   *
   * @returns whether there was anything to take over
   */
  change(settings: FunctionSettings): boolean {
    if (JSON.stringify(settings) === JSON.stringify(this.settings)) {
      return false;
    }
    this.settings = settings;
    this.options.pool.reserve(settings.name, settings.reservedConcurrency);
    this.environments.forEach((environment) => this.outdated.add(environment));
    this.idle.splice(0).forEach((environment) => this.end(environment));
    return true;
  }

  /**
   * Runs the handler with an event.
   *
   * @returns what the handler returned, as it comes out of JSON
   * @throws ThrottledError at once, when the reservation or the account has no unit left
   * @throws FunctionError, TimedOutError
   */
  async invoke(event: unknown): Promise<unknown> {
    if (this.isStopped) {
      throw new FunctionError(`${this.label} is stopped`);
    }
    const { pool, report } = this.options;
    const { name } = this.settings;
    const reason = pool.tryEnter(name);
    if (reason) {
      report({ type: 'throttle', function: this.label, reason });
      throw new ThrottledError(reason);
    }
    try {
      return await this.handle(event);
    } finally {
      pool.leave(name);
    }
  }

  /** Ends every environment, and with it what it does; no other is started any more. */
  async stop(): Promise<void> {
    this.isStopped = true;
    this.waiting.splice(0).forEach(({ giveUp }) => giveUp(new FunctionError('the local run was stopped')));
    await Promise.all([...this.environments].map((environment) => environment.stop()));
  }

  private async handle(event: unknown): Promise<unknown> {
    const arrival = performance.now();
    const idle = this.takeIdle();
    const environment = idle ?? (await this.nextEnvironment());
    const isCold = environment.coldStartMs === undefined;
    const start = performance.now();
    const reportEnd = (outcome: InvocationOutcome, error?: Error) =>
      this.options.report({
        type: 'invocation',
        function: this.label,
        outcome,
        durationMs: performance.now() - start,
        ...(isCold ? { coldStartMs: environment.coldStartMs ?? performance.now() - start } : {}),
        ...(idle ? {} : { waitedMs: start - arrival }),
        ...(error ? { error: error.message } : {}),
      });
    try {
      const result = await environment.handle(event, this.settings.timeoutMs);
      reportEnd('succeeded');
      return result;
    } catch (error) {
      reportEnd(error instanceof TimedOutError ? 'timed-out' : 'failed', error as Error);
      throw error;
    } finally {
      this.putBack(environment);
    }
  }

  /** An environment can also end while it is idle, by what its code does in the background. */
  private takeIdle(): ExecutionEnvironment | undefined {
    const environment = this.idle.pop();
    if (environment) {
      clearTimeout(this.idleTimers.get(environment));
    }
    if (environment?.isGone) {
      this.environments.delete(environment);
      return this.takeIdle();
    }
    return environment;
  }

  /** One that starts in its turn, or that is done with another event before. Neither counts as time of the function. */
  private nextEnvironment(): Promise<ExecutionEnvironment> {
    return new Promise((take, giveUp) => {
      this.waiting.push({ take, giveUp });
      const { starts = environmentStarts } = this.options;
      starts.add(() => this.startForNext());
    });
  }

  /** For the event that waits longest; undefined when none waits any more. */
  private startForNext(): Promise<void> | undefined {
    const next = this.waiting.shift();
    if (!next) {
      return undefined;
    }
    try {
      const environment = this.startEnvironment();
      next.take(environment);
      return environment.loaded;
    } catch (error) {
      next.giveUp(error as Error);
      return undefined;
    }
  }

  private putBack(environment: ExecutionEnvironment): void {
    if (environment.isGone || this.outdated.has(environment)) {
      this.end(environment);
      return;
    }
    const next = this.waiting.shift();
    if (next) {
      next.take(environment);
      return;
    }
    this.idle.push(environment);
    this.idleTimers.set(environment, setTimeout(() => this.endIdle(environment), idleLimitMs).unref());
  }

  private endIdle(environment: ExecutionEnvironment): void {
    const index = this.idle.indexOf(environment);
    if (index >= 0) {
      this.idle.splice(index, 1);
      this.end(environment);
    }
  }

  private end(environment: ExecutionEnvironment): void {
    clearTimeout(this.idleTimers.get(environment));
    this.environments.delete(environment);
    void environment.stop();
  }

  private startEnvironment(): ExecutionEnvironment {
    const { settings } = this;
    const { report, program, coldStartMs = 0 } = this.options;
    const { NODE_OPTIONS: nodeOptions, ...variables } = settings.environment;
    const { file, exportName } = handlerOf(settings);
    const { name: functionName, memoryMb } = settings;
    const environment = new ExecutionEnvironment({
      data: { functionName, memoryMb, file, exportName, nodeOptions, coldStartMs },
      variables,
      program,
      onLog: (line) => report({ type: 'log', function: this.label, line }),
    });
    this.environments.add(environment);
    return environment;
  }
}

/** `index.handler` is the export `handler` of index.mjs, index.cjs or index.js, whichever is there. */
function handlerOf({ handler, codeDirectory }: FunctionSettings): { file: string; exportName: string } {
  const split = handler.lastIndexOf('.');
  const [name, exportName] = [handler.slice(0, split), handler.slice(split + 1)];
  const file = ['.mjs', '.cjs', '.js'].map((suffix) => join(codeDirectory, name + suffix)).find(existsSync);
  if (file === undefined) {
    throw new FunctionError(`handler "${handler}" is not in ${codeDirectory}`);
  }
  return { file, exportName };
}
