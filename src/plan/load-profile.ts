/** Load tests of a service, in the order in which a service is tried out. */
export const loadProfileNames = ['smoke', 'sustained', 'peak', 'burst', 'soak'] as const;

export type LoadProfileName = (typeof loadProfileNames)[number];

/** A stretch of a load test, in which the rate of messages changes evenly or not at all. */
export interface LoadPhase {
  readonly name: string;
  readonly durationSeconds: number;
  /** Messages per second for all workers together. */
  readonly startRatePerSecond: number;
  readonly endRatePerSecond: number;
}

/** What the plan expects of one queue and its worker, if every message takes as long as the answers say. */
export interface WorkerPrediction {
  readonly name: string;
  /** Messages sent. */
  readonly offered: number;
  /** Messages that get into the queue. */
  readonly accepted: number;
  /** Messages that wait when the last one has been sent. */
  readonly backlogAtEnd: number;
  /** Most messages that wait at any time. */
  readonly greatestBacklog: number;
  /** Longest wait of a message, in seconds. */
  readonly oldestAgeSeconds: number;
  /** Seconds from the last message sent until the queue is empty. */
  readonly drainSeconds: number;
  /** Most batches at once. */
  readonly concurrency: number;
}

export interface LoadPrediction {
  readonly offered: number;
  readonly accepted: number;
  /** Messages that the API's throttle refuses with 429; 0 where the front door has none. */
  readonly refused: number;
  readonly workers: readonly WorkerPrediction[];
}

/** What a load test has to show. The word says what is compared; the limit stands in the mark. */
export type LoadMarkId =
  /** Messages sent before the last phase ended. */
  | 'messages-sent'
  /** Share of the messages sent that were accepted, 0 to 1. */
  | 'accepted-share'
  /** Milliseconds from sending to acceptance. */
  | 'acceptance-p95'
  | 'acceptance-p99'
  /** Accepted messages that were neither processed once nor are in the dead-letter queue, by count. */
  | 'processed-exactly-once'
  /** Messages that the run left in the dead-letter queue. */
  | 'dead-letters'
  /** Seconds that the oldest message waited. */
  | 'oldest-message-age'
  /** Seconds from the last message sent until the queue was empty. */
  | 'drain-time'
  /** Invocations that Lambda throttled. */
  | 'throttles'
  /** Most batches at once. */
  | 'maximum-concurrency'
  /** Units of the account left for other functions. */
  | 'account-headroom'
  /** Refused messages or backlog, where the plan says that the service bends. */
  | 'bends-as-predicted';

export interface LoadMark {
  readonly id: LoadMarkId;
  /** Name of the worker; absent where the mark is about the whole service. */
  readonly worker?: string;
  readonly comparison: 'at-most' | 'at-least';
  readonly limit: number;
  readonly unit: string;
  /** Where the limit comes from. */
  readonly why: string;
}

/** One load test, derived from the plan. */
export interface LoadProfile {
  readonly name: LoadProfileName;
  /** What it shows. */
  readonly purpose: string;
  readonly phases: readonly LoadPhase[];
  readonly prediction: LoadPrediction;
  readonly marks: readonly LoadMark[];
  /** Machines that send the load, at the rate that one of them reaches. */
  readonly senders: number;
  /** MQTT or HTTPS connections of virtual devices, at most 100 publishes a second each; absent where callers are no devices. */
  readonly devices?: number;
}
