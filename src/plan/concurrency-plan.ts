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
  /** Messages per second that come for the worker at peak: its share of the service's peak. */
  readonly arrivalRatePerSecond: number;
  /** Units of concurrency that these keep busy, by Little's law. */
  readonly neededConcurrency: number;
  /** Arrival rate at peak over sustainable rate; above 1 the worker falls behind. */
  readonly utilization: number;
  /** Messages received and not yet deleted when all batches are full; SQS takes 120,000. Source: `queueQuotas`. */
  readonly messagesInFlight: number;
  /** Seconds from the first message until the event source runs what the peak needs, or its maximum. */
  readonly rampSeconds: number;
  /** Messages that wait when the ramp has ended, having arrived at peak from the first second. */
  readonly rampBacklog: number;
}

/** What a peak does that begins all at once and lasts. */
export interface PeakPlan {
  /** Messages per second that get into the queues. */
  readonly acceptedRatePerSecond: number;
  /** Messages per second that the API's throttle refuses with 429; absent where the front door has none. */
  readonly refusedRatePerSecond?: number;
  /** Messages by which the queues grow each second once all event sources run at their maximum. */
  readonly backlogGrowthPerSecond: number;
  /** Seconds of such a peak until the queue drops the first message; absent where no queue grows. */
  readonly secondsToExpiry?: number;
  /** What has become of it after 1, 5 and 15 minutes. */
  readonly after: readonly PeakMoment[];
}

/** The queues and their workers at one moment of a peak. */
export interface PeakMoment {
  /** Minutes since the peak began. */
  readonly minutes: number;
  /** Batches that all event sources run at once. */
  readonly concurrency: number;
  /** Messages that wait in all queues. */
  readonly backlog: number;
  /** Seconds for which the oldest of them has waited. */
  readonly oldestAgeSeconds: number;
  /** Seconds until all are worked off, if no more arrived from now on. */
  readonly drainSeconds: number;
}

/** Something that a user should know about the plan. */
export interface Finding {
  readonly code: FindingCode;
  readonly severity: 'info' | 'warning' | 'error';
  readonly message: string;
  /** What to change. */
  readonly hint: string;
  /** AWS page that states the limit, or the convention that Spillway adds. */
  readonly source: string;
}

export type FindingCode =
  | 'reservation-capped-only'
  | 'peak-over-sustainable'
  | 'downstream-limits-budget'
  | 'event-source-limits-budget'
  | 'api-throttle-limited-by-region'
  | 'requests-per-unit-limit'
  | 'timeout-close-to-batch'
  | 'no-headroom'
  | 'in-flight-limit'
  | 'appsync-tokens-over-quota'
  | 'many-device-connections'
  | 'slow-ramp'
  | 'secrets-need-caching'
  | 'parameters-would-throttle';

/** How one number of the plan came about. */
export interface Derivation {
  /** Path of the number within the plan, with workers by name and moments by minute: `workers.messages.maximumConcurrency`. */
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
    /** Messages per second that all workers keep up with. */
    readonly sustainableRatePerSecond: number;
    /** Units of concurrency that the peak keeps busy, by Little's law. */
    readonly neededConcurrency: number;
    /** Peak over sustainable rate. */
    readonly utilization: number;
    /** Least budget with which every worker keeps up with the peak; absent where no budget helps. */
    readonly budgetForPeak?: number;
    /** Invocations per second when all workers are busy. */
    readonly invocationsPerSecond: number;
    /** Invocations per second that Lambda takes from the whole account. Source: `lambdaQuotas`. */
    readonly invocationLimitPerSecond: number;
    /** Reads of the downstream key by warm workers; absent without an HTTP API behind the workers. */
    readonly secretLookupsPerSecond?: number;
    /** The same, if each message read the key. */
    readonly uncachedSecretLookupsPerSecond?: number;
  };
  readonly peak: PeakPlan;
  /** Most severe first. */
  readonly findings: readonly Finding[];
  readonly derivations: readonly Derivation[];
}
