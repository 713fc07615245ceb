import type { Project } from 'projen/lib/project';

/** How requests come in. */
export enum ApiStyle {
  /** API Gateway REST writes each request to a queue and answers 202 at once. */
  REST_SQS = 'rest-sqs',
  /** Devices publish to AWS IoT Core, whose rules write each message to a queue. */
  IOT = 'iot',
  /** AppSync writes each typed mutation to a queue and answers with its id at once. */
  GRAPHQL = 'graphql',
}

/** How callers prove who they are. */
export enum AuthMethod {
  /** Callers are IAM principals that sign each request with Signature Version 4. */
  SIGV4 = 'sigv4',
  /** Callers are machines with X.509 client certificates. */
  X509 = 'x509',
}

/** What a caller can learn after its message was accepted. */
export enum ResponseStyle {
  /** Callers fetch the status and result with the id that they were given. */
  POLLING = 'polling',
  /** Callers learn that the message was accepted, nothing more. */
  FIRE_AND_FORGET = 'fire-and-forget',
  /** Callers are told over a WebSocket once their message is done; GraphQL with SigV4 only. */
  SUBSCRIPTION = 'subscription',
}

/** What the devices of an IoT service speak. */
export enum DeviceProtocol {
  /** MQTT over TLS, for devices with a client certificate. */
  MQTT = 'mqtt',
  /** MQTT over WebSocket, for devices with IAM credentials. */
  MQTT_WSS = 'mqtt-wss',
  /** HTTPS, for devices that publish and hear nothing back. */
  HTTPS = 'https',
}

/** Where devices with IAM credentials can also get them from. */
export enum IdentityPool {
  /** Devices take sessions of a role from a back end that may assume it. */
  NONE = 'none',
  /** Devices can also have identities of an Amazon Cognito identity pool; IoT ingestion with SigV4 only. */
  COGNITO = 'cognito',
}

/** How a function handles the messages of one batch. */
export enum HandlerParallelism {
  /** One after another: each unit of concurrency makes one call at once. */
  SEQUENTIAL = 'sequential',
  /** At once: each unit of concurrency makes `batchSize` calls at once. */
  PARALLEL = 'parallel',
}

/** Whether concurrency is reserved for the workers or only capped. */
export enum ReservationMode {
  /** Reserve where the account can hold it beside the unreserved floor, otherwise cap only. */
  AUTO = 'auto',
  /** Always reserve; refused where the account cannot hold it. */
  RESERVE = 'reserve',
  /** Only cap each event source; workers draw on the unreserved pool. */
  CAP_ONLY = 'cap-only',
}

/** What the handlers call for each message. */
export enum DownstreamStyle {
  /** Handlers do their work themselves. */
  NONE = 'none',
  /** Handlers call an HTTP API, whose key lies in Secrets Manager. */
  HTTP = 'http',
}

/** What installs and runs the written project. */
export enum PackageManager {
  /** npm */
  NPM = 'npm',
  /** pnpm */
  PNPM = 'pnpm',
  /** Yarn */
  YARN = 'yarn',
  /** Bun */
  BUN = 'bun',
}

/** The answers from which a service is derived; the same ones that `spillway new` asks for. */
export interface SpillwayServiceOptions {
  /**
   * Name of the service: 3 to 40 of a-z, 0-9 and -, beginning with a letter. Names the stack, its queues and the package.
   *
   * @default $BASEDIR
   * @featured
   */
  readonly name: string;

  /**
   * How requests come in.
   *
   * @default ApiStyle.REST_SQS
   * @featured
   */
  readonly api?: ApiStyle;

  /**
   * How callers prove who they are.
   *
   * @default AuthMethod.SIGV4
   * @featured
   */
  readonly auth?: AuthMethod;

  /**
   * What a caller can learn after its message was accepted.
   *
   * @default - ResponseStyle.POLLING; for IoT ingestion ResponseStyle.FIRE_AND_FORGET, the only one it has
   */
  readonly response?: ResponseStyle;

  /**
   * What devices speak; only for IoT ingestion. MQTT and HTTPS with X.509, MQTT over WebSocket and HTTPS with SigV4.
   *
   * @default - for IoT ingestion all that the auth method allows
   */
  readonly protocols?: DeviceProtocol[];

  /**
   * Where devices with IAM credentials can also get them from; only for IoT ingestion with SigV4.
   *
   * @default - IdentityPool.NONE for IoT ingestion with SigV4
   */
  readonly identityPool?: IdentityPool;

  /**
   * Workers as `name` or `name=weight`. Each has its own queue, dead-letter queue and function; the budget is shared by
   * weight. Names are 1 to 24 of a-z, 0-9 and single hyphens, weights 1 to 1000. One to 20 workers: more would not fit
   * into the 500 resources of a stack.
   *
   * @see https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/cloudformation-limits.html
   *
   * @default ["messages"]
   */
  readonly workers?: string[];

  /**
   * Arrival rate of the whole service at its busiest, in messages per second; 1 to 1,000,000.
   *
   * @default 100
   */
  readonly peakRate?: number;

  /**
   * Service time of one message, 95th percentile, in milliseconds; 1 to 900,000. Where the messages of a batch run
   * one after another, `batchSize` x `durationMs` is at most 900 s, the longest timeout of a function.
   *
   * @see https://docs.aws.amazon.com/lambda/latest/dg/gettingstarted-limits.html
   *
   * @default 200
   */
  readonly durationMs?: number;

  /**
   * How a function handles the messages of one batch. At once, each unit of concurrency makes `batchSize` calls to whatever
   * lies behind the workers, which counts against `downstreamConcurrency`.
   *
   * @default HandlerParallelism.SEQUENTIAL
   */
  readonly handlerParallelism?: HandlerParallelism;

  /**
   * The most concurrent executions that the whole service may use; every other limit follows from it. At least 2 for each
   * worker, at most `accountConcurrency` and 100,000.
   *
   * @default 100
   * @featured
   */
  readonly concurrencyBudget?: number;

  /**
   * Concurrent executions that all functions of the account share in the Region (Service Quotas L-B99A9384); 2 to 100,000.
   *
   * @see https://docs.aws.amazon.com/lambda/latest/dg/gettingstarted-limits.html
   * @default 1000
   */
  readonly accountConcurrency?: number;

  /**
   * Concurrent executions that Lambda keeps unreserved in the account; smaller where the quota is small. 10 to 100,000.
   *
   * @see https://docs.aws.amazon.com/lambda/latest/dg/configuration-concurrency.html
   * @default 100
   */
  readonly unreservedFloor?: number;

  /**
   * What of the budget is kept for functions that you add to the stack; the workers share the rest. 0 to 100,000 units.
   *
   * @default 0
   */
  readonly ownFunctionsConcurrency?: number;

  /**
   * Whether concurrency is reserved for the workers or only capped.
   *
   * @default ReservationMode.AUTO
   */
  readonly reservation?: ReservationMode;

  /**
   * Most messages that one invocation takes; 1 to 10,000, more than 10 only with a batching window, and
   * `batchSize` x `durationMs` at most 900 s.
   *
   * @see https://docs.aws.amazon.com/lambda/latest/dg/services-sqs-configure.html
   * @default - derived from `durationMs`
   */
  readonly batchSize?: number;

  /**
   * Longest wait for a batch to fill, in seconds; 0 to 300, at least 1 with a batch of more than 10 messages.
   *
   * @see https://docs.aws.amazon.com/lambda/latest/dg/services-sqs-configure.html
   * @default - 0, or 1 with a batch of more than 10 messages
   */
  readonly batchWindowSeconds?: number;

  /**
   * What the handlers call for each message.
   *
   * @default DownstreamStyle.NONE
   */
  readonly downstream?: DownstreamStyle;

  /**
   * The most calls at once that the system behind the workers takes; 2 for each worker to 100,000, because an event
   * source cannot be capped below 2. With `HandlerParallelism.PARALLEL` at least 2 x `batchSize` for each worker.
   *
   * @see https://docs.aws.amazon.com/lambda/latest/dg/services-sqs-scaling.html
   * @default - unlimited
   */
  readonly downstreamConcurrency?: number;

  /**
   * AWS Region in which the service is deployed; quotas differ between Regions.
   *
   * @default "us-east-1"
   */
  readonly region?: string;

  /**
   * Domain name of the API, where callers with client certificates reach it; only with `AuthMethod.X509`.
   *
   * @default - a placeholder, with which the service builds and its deployment is refused
   */
  readonly domainName?: string;

  /**
   * ARN of the domain's server certificate in AWS Certificate Manager, in the same Region; only with `AuthMethod.X509`.
   *
   * @default - a placeholder, with which the service builds and its deployment is refused
   */
  readonly certificateArn?: string;

  /**
   * What installs and runs the written project.
   *
   * @default PackageManager.NPM
   */
  readonly packageManager?: PackageManager;

  /**
   * Version of Spillway that the written project depends on, as package.json takes it: a range, or a `file:` path.
   *
   * @default - a range when Spillway came from a registry, otherwise a tarball that is kept inside the project
   */
  readonly spillwayVersion?: string;

  /**
   * Folder of the project, relative to the working directory.
   *
   * @default "."
   */
  readonly outdir?: string;

  /**
   * The project that this one is a part of.
   *
   * @default - none
   */
  readonly parent?: Project;
}
