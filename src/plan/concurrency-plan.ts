/** Limits of one worker. Units stand in the names; how each number came about stands in the plan's derivations. */
export interface WorkerPlan {
  readonly name: string;
  readonly weight: number;
  /** Absent with cap-only. */
  readonly reservedConcurrency?: number;
  /** Concurrent batches that the event source mapping may run. */
  readonly maximumConcurrency: number;
  readonly batchSize: number;
  readonly batchWindowSeconds: number;
  readonly functionTimeoutSeconds: number;
  readonly visibilityTimeoutSeconds: number;
  readonly maxReceiveCount: number;
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
  readonly concurrencyBudget: number;
  readonly accountConcurrency: number;
  readonly unreservedFloor: number;
  readonly reservation: 'reserve' | 'cap-only';
  readonly workers: readonly WorkerPlan[];
  /** Absent where the front door has no throttle of its own that a service could set. */
  readonly api?: { readonly rateLimit: number; readonly burstLimit: number };
  readonly totals: {
    readonly reserved: number;
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
