/** Limits of one worker. Units stand in the names; how each number came about stands in the plan's derivations. */
export interface WorkerPlan {
  readonly name: string;
  /** Share of the budget and of the traffic, relative to the other workers' weights. */
  readonly weight: number;
  /** Concurrent executions kept for the function alone. Absent with cap-only. Source: `lambdaQuotas`. */
  readonly reservedConcurrency?: number;
  /** Concurrent batches that the event source mapping may run; 2 to 1000. Source: `eventSourceQuotas`. */
  readonly maximumConcurrency: number;
  /** Messages that one invocation takes at most; more than 10 only with a window. Source: `eventSourceQuotas`. */
  readonly batchSize: number;
  /** Seconds that a batch may wait to fill; 0 to 300. Source: `eventSourceQuotas`. */
  readonly batchWindowSeconds: number;
  /** Seconds after which an invocation is cut off; at most 900. Source: `lambdaQuotas`. */
  readonly functionTimeoutSeconds: number;
  /** Seconds for which a received message is hidden: six function timeouts and the window. Source: `eventSourceQuotas`. */
  readonly visibilityTimeoutSeconds: number;
  /** Receives before a message goes to the dead-letter queue. Source: `eventSourceQuotas`. */
  readonly maxReceiveCount: number;
  /** Messages per second that the worker keeps up with, by Little's law. */
  readonly sustainableRatePerSecond: number;
}

/** Something that a user should know about the plan. */
export interface Finding {
  readonly code: FindingCode;
  readonly severity: 'info' | 'warning' | 'error';
  readonly message: string;
  readonly hint: string;
}

export type FindingCode =
  | 'reservation-capped-only'
  | 'peak-over-sustainable'
  | 'downstream-limits-budget'
  | 'event-source-limits-budget'
  | 'api-throttle-limited-by-region'
  | 'requests-per-unit-limit'
  | 'timeout-close-to-batch'
  | 'no-headroom';

/** How one number of the plan came about. */
export interface Derivation {
  /** Path of the number within the plan, with workers by name: `workers.messages.maximumConcurrency`. */
  readonly value: string;
  readonly formula: string;
  readonly inputs: Readonly<Record<string, number>>;
  /** AWS page that the rule follows, or the convention that Spillway adds. */
  readonly source: string;
}

/** Every limit of a service, derived from its concurrency budget. */
export interface ConcurrencyPlan {
  /** Concurrent executions that the whole service may use at most. */
  readonly concurrencyBudget: number;
  /** Concurrent executions of all functions of the account in the Region. */
  readonly accountConcurrency: number;
  /** Concurrent executions that Lambda keeps unreserved in the account. */
  readonly unreservedFloor: number;
  /** Whether the workers' concurrency is reserved or only capped; `auto` is decided here. */
  readonly reservation: 'reserve' | 'cap-only';
  readonly workers: readonly WorkerPlan[];
  /** Requests per second and requests at once; absent where the front door has no throttle of its own to set. */
  readonly api?: { readonly rateLimit: number; readonly burstLimit: number };
  readonly totals: {
    /** Concurrent executions reserved for all workers; 0 with cap-only. */
    readonly reserved: number;
    /** Concurrent batches of all workers. */
    readonly maximum: number;
    /** Units that the account's other functions can still reserve. */
    readonly accountHeadroom: number;
    /** Reads of the downstream key by warm workers; absent without an HTTP API behind the workers. */
    readonly secretLookupsPerSecond?: number;
  };
  /** Most severe first. */
  readonly findings: readonly Finding[];
  readonly derivations: readonly Derivation[];
}
