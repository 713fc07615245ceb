import { ApiStyle, AuthMethod, ResponseStyle, HandlerParallelism, ReservationMode, DownstreamStyle, PackageManager, SpillwayService } from 'spillway';

// Change an answer here and run `npx projen`: every limit is derived anew.
const project = new SpillwayService({
  /** Names the stack, its queues and the package: 3 to 40 of a-z, 0-9 and -, beginning with a letter. */
  name: 'quote-relay',
  /** How requests come in. Workers always read from queues. */
  api: ApiStyle.GRAPHQL,
  /** How callers prove who they are. */
  auth: AuthMethod.SIGV4,
  /** What a caller can learn after its message was accepted. */
  response: ResponseStyle.SUBSCRIPTION,
  /** Each worker has its own queue, dead-letter queue and function; the budget is shared by weight. */
  workers: ['quotes'],
  /** Arrival rate of the whole service at its busiest, in messages per second. */
  peakRate: 20,
  /** Service time of one message, 95th percentile, in milliseconds. */
  durationMs: 500,
  /** Whether a function handles the messages of a batch one after another or at once. */
  handlerParallelism: HandlerParallelism.SEQUENTIAL,
  /** Concurrent executions that all functions of the account share in the Region (Service Quotas L-B99A9384). */
  accountConcurrency: 1000,
  /** What reservations must leave over for the account's other functions. */
  unreservedFloor: 100,
  /** The most concurrent executions that the whole service may use; every other limit follows from it. */
  concurrencyBudget: 20,
  /** What of the budget is kept for functions that you add to the stack; the workers share the rest. */
  ownFunctionsConcurrency: 0,
  /** Whether concurrency is reserved for the workers or only capped. */
  reservation: ReservationMode.AUTO,
  /** What the handlers call for each message. */
  downstream: DownstreamStyle.HTTP,
  /** Where the service is deployed; quotas differ between Regions. */
  region: 'us-east-1',
  /** What installs and runs the written project. */
  packageManager: PackageManager.NPM,
});

project.synth();
