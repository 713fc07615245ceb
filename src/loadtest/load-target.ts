import type { ObservedTarget, SentLoad } from './measured-run';

/** Messages of a worker that are somewhere right now. */
export interface QueueState {
  readonly name: string;
  readonly waiting: number;
  readonly inFlight: number;
}

/** What a load test is run against: a local run or a deployed stack. */
export interface LoadTarget {
  readonly kind: 'local' | 'aws';
  /** Base URL of the API, or of the endpoint of devices. */
  readonly url: string;
  readonly region: string;
  /** Variables for the hooks of the load engine: where to send, and as whom; undefined takes one of the user's away. */
  readonly environment: Readonly<Record<string, string | undefined>>;
  /** The queues right now. */
  queues(): Promise<readonly QueueState[]>;
  /** What happened from the first message on. */
  observe(sent: SentLoad, options: ObserveOptions): Promise<ObservedTarget>;
}

export interface ObserveOptions {
  /** End of what counts, in milliseconds since 1970. */
  readonly until: number;
  readonly signal: AbortSignal;
}
