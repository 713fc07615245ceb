import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { ConcurrencyPool, ThrottleReason } from './concurrency-pool';
import { ExecutionEnvironment, FunctionError, TimedOutError } from './execution-environment';
import type { FunctionSettings } from './function-settings';
import type { InvocationOutcome, Report } from '../local-event';

export interface LocalFunctionOptions {
  readonly settings: FunctionSettings;
  readonly pool: ConcurrencyPool;
  readonly report: Report;
  /** Milliseconds that each cold start takes beside the loading of the code. Default: none. */
  readonly coldStartMs?: number;
  /** Program of the threads; see {@link ExecutionEnvironment}. */
  readonly program?: string;
}

/** No unit of concurrency was free. */
export class ThrottledError extends Error {
  constructor(readonly reason: ThrottleReason) {
    super(reason);
  }
}

/** One function: runs the bundled code, unmodified, in as many environments as it has events to handle at once. */
export class LocalFunction {
  private readonly idle: ExecutionEnvironment[] = [];
  private readonly environments = new Set<ExecutionEnvironment>();
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
    await Promise.all([...this.environments].map((environment) => environment.stop()));
  }

  private async handle(event: unknown): Promise<unknown> {
    const environment = this.takeIdle() ?? this.startEnvironment();
    const isCold = environment.coldStartMs === undefined;
    const start = performance.now();
    const reportEnd = (outcome: InvocationOutcome, error?: Error) =>
      this.options.report({
        type: 'invocation',
        function: this.label,
        outcome,
        durationMs: performance.now() - start,
        ...(isCold ? { coldStartMs: environment.coldStartMs ?? performance.now() - start } : {}),
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
    if (environment?.isGone) {
      this.environments.delete(environment);
      return this.takeIdle();
    }
    return environment;
  }

  private putBack(environment: ExecutionEnvironment): void {
    if (environment.isGone || this.outdated.has(environment)) {
      this.end(environment);
    } else {
      this.idle.push(environment);
    }
  }

  private end(environment: ExecutionEnvironment): void {
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
