/** Percentiles of a duration, in milliseconds. */
export interface Percentiles {
  readonly p50: number;
  readonly p95: number;
  readonly p99: number;
  readonly max: number;
}

/** Messages by what became of the attempt to send them. */
export interface SentCounts {
  readonly sent: number;
  readonly accepted: number;
  /** Answered 429. */
  readonly refused: number;
  /** Everything else: other answers, none, or no connection. */
  readonly failed: number;
}

/** A stretch of the run as those who sent saw it. */
export interface SentInterval extends SentCounts {
  /** When it began, in milliseconds since 1970. */
  readonly time: number;
  readonly durationSeconds: number;
  /** Of acceptance; absent where nothing was accepted. */
  readonly acceptanceMs?: Percentiles;
}

/** What the load engine reports. */
export interface SentLoad extends SentCounts {
  /** First message, in milliseconds since 1970. */
  readonly beganAt: number;
  /** End of the last phase, in milliseconds since 1970; what is sent comes evenly until then. */
  readonly endedAt: number;
  readonly byWorker: Readonly<Record<string, SentCounts>>;
  /** From sending to acceptance; absent where nothing was accepted. */
  readonly acceptanceMs?: Percentiles;
  /** From sending to the outcome of the message, where the sender asked for some. */
  readonly completionMs?: Percentiles;
  /** What went wrong, by name of the error, and how often. */
  readonly errors: Readonly<Record<string, number>>;
  /** Those that began before `endedAt`: what a busy sender sends later is in none of them. */
  readonly intervals: readonly SentInterval[];
}

/** One worker at one moment of a run. */
export interface WorkerMoment {
  /** Milliseconds since 1970. */
  readonly time: number;
  /** Messages ready to be received. */
  readonly waiting: number;
  /** Messages received, and neither deleted nor back yet. */
  readonly inFlight: number;
  readonly deadLetters: number;
  /** Most batches at once since the moment before. */
  readonly concurrency: number;
  /** Throttled invocations since the moment before. */
  readonly throttles: number;
}

/** What a run did to one queue and its worker. */
export interface WorkerMeasurement {
  readonly name: string;
  /** Messages whose business code finished, once for each time that it did. */
  readonly processed: number;
  /** Messages that came into the dead-letter queue. */
  readonly deadLetters: number;
  readonly invocations: number;
  /** Invocations that failed or timed out. */
  readonly errors: number;
  readonly throttles: number;
  /** Seconds that the oldest message waited. */
  readonly oldestAgeSeconds: number;
  /** Most batches at once. */
  readonly concurrency: number;
  readonly maximumConcurrency: number;
  /** Absent where nothing is reserved for the function. */
  readonly reservedConcurrency?: number;
  /** In the order of time. */
  readonly moments: readonly WorkerMoment[];
}

/** What the target was seen to do, from the first message until its queues were empty or nobody waited any longer. */
export interface ObservedTarget {
  /** Concurrent executions of all functions of the account. */
  readonly accountConcurrency: number;
  /** Seconds between the moments: what is shorter is not seen. */
  readonly resolutionSeconds: number;
  /** Answers of the API by status, or what CloudWatch counts at the entrance, by name of the metric. */
  readonly statuses: Readonly<Record<string, number>>;
  readonly workers: readonly WorkerMeasurement[];
}

/** A load test, measured from both of its ends. */
export interface MeasuredRun {
  readonly sent: SentLoad;
  readonly target: ObservedTarget;
}
