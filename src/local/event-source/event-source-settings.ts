/** What the template says about an event source mapping. */
export interface EventSourceSettings {
  /** Most messages of one invocation. */
  readonly batchSize: number;
  /** Milliseconds that a batch may wait to fill. */
  readonly batchWindowMs: number;
  /** Batches that run at once at most; absent where only the scaling of Lambda limits them. */
  readonly maximumConcurrency?: number;
  /** The function names the messages of a batch that failed. */
  readonly reportsFailures: boolean;
}
