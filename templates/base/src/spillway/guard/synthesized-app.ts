/**
 * What the rules look at: the app as it will be deployed. Every number is in the unit of its name; NaN stands for a value
 * that only the deployment knows (a parameter). Paths are construct paths.
 */
export interface SynthesizedApp {
  readonly functions: readonly SynthesizedFunction[];
  /** Paths of functions that CloudFormation writes itself, from AWS::Serverless::Function. */
  readonly serverlessFunctions: readonly string[];
  readonly queues: readonly SynthesizedQueue[];
  readonly eventSources: readonly SynthesizedEventSource[];
  readonly unresolvedEventSources: readonly UnresolvedEventSource[];
  readonly acknowledgements: readonly Acknowledgement[];
}

export interface SynthesizedFunction {
  readonly path: string;
  /** Whose concurrency the function takes from; absent when its stack does not say. */
  readonly account?: string;
  readonly region?: string;
  readonly reservedConcurrency?: number;
  /** What its versions and aliases keep initialized, 0 without: a part of the reservation when there is one. */
  readonly provisionedConcurrency: number;
  readonly timeoutSeconds: number;
  /** Whether it works for a custom resource, so that only deployments invoke it. */
  readonly servesDeployments: boolean;
}

export interface SynthesizedQueue {
  readonly path: string;
  readonly isFifo: boolean;
  readonly visibilityTimeoutSeconds: number;
  readonly retentionSeconds: number;
  readonly hasDeadLetterQueue: boolean;
  /** Receives after which a message moves to the dead-letter queue; absent without one. */
  readonly maxReceiveCount?: number;
  /** Absent as well when the dead-letter queue is not in this app. */
  readonly deadLetterQueue?: SynthesizedQueue;
  /** Whether an alarm of the app looks at how many messages wait in it. */
  readonly hasDepthAlarm: boolean;
}

/** An enabled event source mapping from a queue to a function, both of this app. */
export interface SynthesizedEventSource {
  readonly path: string;
  readonly function: SynthesizedFunction;
  readonly queue: SynthesizedQueue;
  readonly batchSize: number;
  readonly batchingWindowSeconds: number;
  readonly maximumConcurrency?: number;
  /** Absent without provisioned mode. */
  readonly maximumPollers?: number;
  /** Most invocations at once that either of the two above allows; absent where nothing bounds them. */
  readonly ceiling?: number;
}

/** An enabled event source mapping of a queue that no rule can judge. */
export interface UnresolvedEventSource {
  readonly path: string;
  readonly unresolved: readonly ('function' | 'queue')[];
}

/** An acknowledgement of one of the guard's rules. */
export interface Acknowledgement {
  readonly path: string;
  /** With the namespace: `Spillway::<rule>`. */
  readonly id: string;
  readonly reason: string;
}

/** The queues that a function reads. */
export function workedOffQueues({ eventSources }: SynthesizedApp): SynthesizedQueue[] {
  return [...new Set(eventSources.map(({ queue }) => queue))];
}
