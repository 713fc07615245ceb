/** A limit that AWS sets. A default for planning: the account's own value may be higher or, in a new account, lower. */
export interface Quota {
  readonly value: number;
  readonly unit: string;
  /** Page of the AWS documentation that states it. */
  readonly source: string;
}

const lambdaGuide = 'https://docs.aws.amazon.com/lambda/latest/dg';
const apiGatewayGuide = 'https://docs.aws.amazon.com/apigateway/latest/developerguide';

/** Limits of Lambda, of the account in one Region or of one function. */
export const lambdaQuotas = {
  /** Concurrent executions of all functions of an account in one Region; soft. New accounts have less. */
  accountConcurrency: {
    value: 1000,
    unit: 'concurrent executions',
    source: `${lambdaGuide}/gettingstarted-limits.html`,
  },
  /** What Lambda insists stays unreserved. Smaller in accounts whose quota is small. */
  unreservedFloor: {
    value: 100,
    unit: 'concurrent executions',
    source: `${lambdaGuide}/configuration-concurrency.html`,
  },
  /** The smallest floor that Lambda has been seen to insist on: in accounts with a quota of 10, which can reserve nothing. */
  smallestFloor: {
    value: 10,
    unit: 'concurrent executions',
    source: 'https://github.com/aws-samples/one-observability-demo/issues/278',
  },
  functionTimeout: { value: 900, unit: 'seconds', source: `${lambdaGuide}/gettingstarted-limits.html` },
  /** Requests per second that the account takes for each unit of its concurrency, over all functions, however short. */
  requestsPerUnit: { value: 10, unit: 'requests per second', source: `${lambdaGuide}/lambda-concurrency.html` },
} as const satisfies Record<string, Quota>;

/** Limits of the event source mapping between a queue and a function. */
export const eventSourceQuotas = {
  minimumConcurrency: { value: 2, unit: 'concurrent batches', source: `${lambdaGuide}/services-sqs-scaling.html` },
  maximumConcurrency: { value: 1000, unit: 'concurrent batches', source: `${lambdaGuide}/services-sqs-scaling.html` },
  batchSize: { value: 10_000, unit: 'messages', source: `${lambdaGuide}/services-sqs-configure.html` },
  /** Largest batch without a batching window. */
  batchSizeWithoutWindow: { value: 10, unit: 'messages', source: `${lambdaGuide}/services-sqs-configure.html` },
  batchWindow: { value: 300, unit: 'seconds', source: `${lambdaGuide}/services-sqs-configure.html` },
  /** Visibility timeout as a multiple of the function timeout, before the window is added. */
  visibilityPerTimeout: { value: 6, unit: 'function timeouts', source: `${lambdaGuide}/services-sqs-configure.html` },
  /** Batches that an event source runs at once when messages begin to arrive. */
  rampStart: { value: 5, unit: 'concurrent batches', source: `${lambdaGuide}/services-sqs-scaling.html` },
  /** Batches at once that an event source adds each minute while messages wait. */
  rampPerMinute: { value: 300, unit: 'concurrent batches', source: `${lambdaGuide}/services-sqs-scaling.html` },
  /** Batches at once that an event source reaches at most when nothing else caps it. */
  rampCeiling: { value: 1250, unit: 'concurrent batches', source: `${lambdaGuide}/services-sqs-scaling.html` },
  /** What one provisioned poller runs at once; a mapping with provisioned pollers has no maximum concurrency. */
  invocationsPerPoller: {
    value: 10,
    unit: 'concurrent batches',
    source: 'https://docs.aws.amazon.com/lambda/latest/api/API_ProvisionedPollerConfig.html',
  },
  /** Most pollers of a mapping that has provisioned ones and does not state how many. */
  provisionedPollers: {
    value: 200,
    unit: 'pollers',
    source: 'https://docs.aws.amazon.com/lambda/latest/api/API_ProvisionedPollerConfig.html',
  },
  maxReceiveCount: { value: 5, unit: 'receives', source: `${lambdaGuide}/services-sqs-configure.html` },
} as const satisfies Record<string, Quota>;

const queueGuide = 'https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide';

/** Limits of a standard queue. */
export const queueQuotas = {
  /** Messages received and not yet deleted; above it, receiving fails or returns nothing. */
  inFlight: { value: 120_000, unit: 'messages', source: `${queueGuide}/quotas-messages.html` },
  /** Days a message waits before SQS drops it, unless the queue says otherwise; what written projects set. */
  defaultRetention: { value: 4, unit: 'days', source: `${queueGuide}/quotas-messages.html` },
} as const satisfies Record<string, Quota>;

/** Limits of one stack. That a service stays below is measured by Spillway, in a test that synthesizes the most workers. */
export const cloudFormationQuotas = {
  resourcesPerStack: {
    value: 500,
    unit: 'resources',
    source: 'https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/cloudformation-limits.html',
  },
} as const satisfies Record<string, Quota>;

/** Limits of reading secrets, shared by all functions of the account in a Region. */
export const secretsManagerQuotas = {
  getSecretValue: {
    value: 10_000,
    unit: 'requests per second',
    source: 'https://docs.aws.amazon.com/secretsmanager/latest/userguide/reference_limits.html',
  },
} as const satisfies Record<string, Quota>;

/** Limits of reading parameters, shared by all functions of the account in a Region. */
export const parameterStoreQuotas = {
  /** Without the paid setting for higher throughput. */
  getParameter: {
    value: 40,
    unit: 'requests per second',
    source: 'https://docs.aws.amazon.com/systems-manager/latest/userguide/parameter-store-throughput.html',
  },
} as const satisfies Record<string, Quota>;

const appSyncSource = 'https://docs.aws.amazon.com/general/latest/gr/appsync.html';

/** Request tokens that the mutations and queries of an account take in a Region; a small request takes one. */
export const appSyncQuotas = {
  smaller: { value: 5000, unit: 'request tokens per second', source: appSyncSource },
  larger: { value: 10_000, unit: 'request tokens per second', source: appSyncSource },
} as const satisfies Record<string, Quota>;

/** Limits of AWS IoT Core. */
export const iotQuotas = {
  /** Cannot be raised. */
  publishesPerConnection: {
    value: 100,
    unit: 'publishes per second',
    source: 'https://docs.aws.amazon.com/general/latest/gr/iot-core.html',
  },
} as const satisfies Record<string, Quota>;

const apiGatewayThrottleSource = `${apiGatewayGuide}/limits.html`;

/** Regions in which API Gateway gives an account a quarter of the usual throttle. */
const smallApiGatewayRegions: readonly string[] = [
  'af-south-1',
  'ap-south-2',
  'ap-southeast-3',
  'ap-southeast-4',
  'ap-southeast-5',
  'ap-southeast-7',
  'ca-west-1',
  'eu-central-2',
  'eu-south-1',
  'eu-south-2',
  'il-central-1',
  'me-central-1',
  'mx-central-1',
];

/** The throttle that all APIs of an account share in a Region: steady rate and token bucket. */
export function apiGatewayThrottle(region: string): { readonly rate: Quota; readonly burst: Quota } {
  const [rate, burst] = smallApiGatewayRegions.includes(region) ? [2500, 1250] : [10_000, 5000];
  return {
    rate: { value: rate, unit: 'requests per second', source: apiGatewayThrottleSource },
    burst: { value: burst, unit: 'requests', source: apiGatewayThrottleSource },
  };
}
