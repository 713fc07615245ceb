import { eventSourceQuotas, lambdaQuotas } from './aws-quotas';
import { choice, field, severalChoices, whole, type Field } from './field';
import { workersSchema } from './worker-spec';
import { z } from './zod';

/** What AWS IoT Core speaks with each kind of credential. */
const deviceProtocols = { sigv4: ['mqtt-wss', 'https'], x509: ['mqtt', 'https'] } as const;

/**
 * THE list of fields. Prompts, flags, `--answers`, the JSON Schema, defaults and validation all follow from it;
 * the hand-written options of the projen project type are held equal to it by a test.
 */
export const serviceFields = {
  name: field({
    schema: z.string().regex(/^[a-z][a-z0-9-]{2,39}$/, '3 to 40 of a-z, 0-9 and -, beginning with a letter'),
    flag: 'name',
    valueName: 'name',
    question: 'Name of the service',
    help: 'Names the stack, its queues and the package: 3 to 40 of a-z, 0-9 and -, beginning with a letter.',
    asked: true,
  }),
  api: choice(
    {
      'rest-sqs': 'API Gateway REST writes each request to a queue and answers 202 at once',
      graphql: 'AppSync writes each typed mutation to a queue and answers with its id at once',
      iot: 'devices publish to AWS IoT Core, whose rules write each message to a queue',
    },
    {
      flag: 'api',
      enumName: 'ApiStyle',
      question: 'API style',
      help: 'How requests come in. Workers always read from queues.',
      asked: true,
      fallback: 'rest-sqs',
    },
  ),
  auth: choice(
    {
      sigv4: 'callers are IAM principals that sign each request',
      x509: 'callers prove themselves with a client certificate',
    },
    {
      flag: 'auth',
      enumName: 'AuthMethod',
      question: 'Auth method',
      help: 'How callers prove who they are.',
      asked: true,
      fallback: 'sigv4',
    },
  ),
  response: choice(
    {
      polling: 'callers fetch the status and result with the id that they were given',
      'fire-and-forget': 'callers learn that the message was accepted, nothing more',
      subscription: 'callers are told over a WebSocket once their message is done; graphql with sigv4 only',
    },
    {
      flag: 'response',
      enumName: 'ResponseStyle',
      question: 'Response',
      help: 'What a caller can learn after its message was accepted.',
      asked: true,
      fallback: ({ api }) => (api === 'iot' ? 'fire-and-forget' : 'polling'),
      fallbackRule: 'polling; iot: fire-and-forget',
    },
  ),
  protocols: severalChoices(
    {
      mqtt: 'MQTT over TLS, for devices with a client certificate',
      'mqtt-wss': 'MQTT over WebSocket, for devices with IAM credentials',
      https: 'HTTPS, for devices that publish and hear nothing back',
    },
    {
      flag: 'protocol',
      enumName: 'DeviceProtocol',
      valueName: 'protocol',
      question: 'Protocols of the devices',
      help: 'What devices speak; only for IoT ingestion.',
      fallback: ({ api, auth }) => (api === 'iot' ? deviceProtocols[auth as keyof typeof deviceProtocols] : undefined),
      fallbackRule: 'iot: all that the auth method allows',
    },
  ),
  identityPool: field({
    schema: z.enum(['none', 'cognito']).optional(),
    choices: {
      none: 'devices take sessions of a role from a back end that may assume it',
      cognito: 'devices can also have identities of an Amazon Cognito identity pool; iot with sigv4 only',
    },
    flag: 'identity-pool',
    enumName: 'IdentityPool',
    question: 'Identity pool of the devices',
    help: 'Where devices with IAM credentials can also get them from; only for IoT ingestion with SigV4.',
    fallback: ({ api, auth }) => (api === 'iot' && auth === 'sigv4' ? 'none' : undefined),
    fallbackRule: 'iot with sigv4: none',
  }),
  workers: field({
    schema: workersSchema,
    flag: 'worker',
    valueName: 'name[=weight]',
    question: 'Workers, as name or name=weight, separated by commas',
    help: 'Each worker has its own queue, dead-letter queue and function; the budget is shared by weight.',
    repeatable: true,
    asked: true,
    fallback: ['messages=1'],
  }),
  peakRate: field({
    schema: whole(1, 1_000_000),
    flag: 'peak-rate',
    valueName: 'per-second',
    question: 'Messages per second at peak',
    help: 'Arrival rate of the whole service at its busiest, in messages per second.',
    asked: true,
    fallback: 100,
  }),
  durationMs: field({
    schema: whole(1, lambdaQuotas.functionTimeout.value * 1000),
    flag: 'duration-ms',
    valueName: 'ms',
    question: 'Milliseconds to handle one message (p95)',
    help: 'Service time of one message, 95th percentile, in milliseconds.',
    asked: true,
    fallback: 200,
  }),
  handlerParallelism: choice(
    {
      sequential: 'the messages of a batch are handled one after another: one call at once for each unit',
      parallel: 'the messages of a batch are handled at once: `batchSize` calls at once for each unit',
    },
    {
      flag: 'handler-parallelism',
      enumName: 'HandlerParallelism',
      question: 'Messages of one batch',
      help: 'Whether a function handles the messages of a batch one after another or at once.',
      fallback: 'sequential',
    },
  ),
  accountConcurrency: field({
    schema: whole(2, 100_000),
    flag: 'account-concurrency',
    valueName: 'units',
    question: "Account's concurrency quota in the Region",
    help: 'Concurrent executions that all functions of the account share in the Region (Service Quotas L-B99A9384).',
    asked: true,
    fallback: lambdaQuotas.accountConcurrency.value,
  }),
  unreservedFloor: field({
    schema: whole(lambdaQuotas.smallestFloor.value, 100_000),
    flag: 'unreserved-floor',
    valueName: 'units',
    question: 'Concurrency that Lambda keeps unreserved',
    help: "What reservations must leave over for the account's other functions.",
    fallback: lambdaQuotas.unreservedFloor.value,
  }),
  concurrencyBudget: field({
    schema: whole(2, 100_000),
    flag: 'concurrency-budget',
    valueName: 'units',
    question: 'Concurrency budget',
    help: 'The most concurrent executions that the whole service may use; every other limit follows from it.',
    asked: true,
    fallback: 100,
  }),
  ownFunctionsConcurrency: field({
    schema: whole(0, 100_000),
    flag: 'own-functions-concurrency',
    valueName: 'units',
    question: 'Concurrency for functions of your own',
    help: 'What of the budget is kept for functions that you add to the stack; the workers share the rest.',
    fallback: 0,
  }),
  reservation: choice(
    {
      auto: 'reserve where the account can hold it, otherwise cap only',
      reserve: 'always reserve concurrency for each worker',
      'cap-only': 'only cap each event source; workers draw on the unreserved pool',
    },
    {
      flag: 'reservation',
      enumName: 'ReservationMode',
      question: 'Reservation',
      help: 'Whether concurrency is reserved for the workers or only capped.',
      fallback: 'auto',
    },
  ),
  batchSize: field({
    schema: whole(1, eventSourceQuotas.batchSize.value).optional(),
    flag: 'batch-size',
    valueName: 'messages',
    question: 'Messages per batch',
    help: 'Most messages that one invocation takes; derived from the duration when left out.',
  }),
  batchWindowSeconds: field({
    schema: whole(0, eventSourceQuotas.batchWindow.value).optional(),
    flag: 'batch-window-seconds',
    valueName: 'seconds',
    question: 'Batching window in seconds',
    help: 'Longest wait for a batch to fill, in seconds; derived from the batch size when left out.',
  }),
  downstream: choice(
    {
      none: 'handlers do their work themselves',
      http: 'handlers call an HTTP API, whose key lies in Secrets Manager',
    },
    {
      flag: 'downstream',
      enumName: 'DownstreamStyle',
      question: 'System behind the workers',
      help: 'What the handlers call for each message.',
      fallback: 'none',
    },
  ),
  downstreamConcurrency: field({
    schema: whole(1, 100_000).optional(),
    flag: 'downstream-concurrency',
    valueName: 'calls',
    question: 'Calls at once that the system behind the workers takes',
    help: 'The most calls at once that the system behind the workers takes; unlimited when left out.',
  }),
  region: field({
    schema: z.string().regex(/^[a-z]{2}(-[a-z]+){1,3}-[0-9]$/, 'the name of an AWS Region, such as eu-west-1'),
    flag: 'region',
    valueName: 'region',
    question: 'AWS Region',
    help: 'Where the service is deployed; quotas differ between Regions.',
    asked: true,
    fallback: 'us-east-1',
  }),
  domainName: field({
    schema: z
      .string()
      .max(253)
      .regex(
        /^([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z]{2,63}$/,
        'a domain name in lower case, such as api.shop.example',
      )
      .optional(),
    flag: 'domain-name',
    valueName: 'domain',
    question: 'Domain name of the API',
    help: 'Where callers with client certificates reach the API; until it is answered, deployment is refused.',
  }),
  certificateArn: field({
    schema: z
      .string()
      .regex(
        /^arn:aws[a-z-]*:acm:[a-z0-9-]+:[0-9]{12}:certificate\/[A-Za-z0-9-]+$/,
        'the ARN of an ACM certificate, such as arn:aws:acm:eu-west-1:111122223333:certificate/1a2b',
      )
      .optional(),
    flag: 'certificate-arn',
    valueName: 'arn',
    question: 'ARN of the server certificate',
    help: 'ACM certificate of the domain name, in the same Region; until it is answered, deployment is refused.',
  }),
  packageManager: choice(
    { npm: 'npm', pnpm: 'pnpm', yarn: 'Yarn', bun: 'Bun' },
    {
      flag: 'package-manager',
      enumName: 'PackageManager',
      question: 'Package manager',
      help: 'What installs and runs the written project.',
      fallback: 'npm',
    },
  ),
} as const satisfies Record<string, Field>;

export type FieldName = keyof typeof serviceFields;

/** The names of the fields, in the order in which they are asked. */
export const fieldNames = Object.keys(serviceFields) as readonly FieldName[];

/** A complete and valid description of the service that the user wants. */
export type ServiceSpec = { readonly [K in FieldName]: z.infer<(typeof serviceFields)[K]['schema']> };

/** What a user has said so far, unchecked: the same shape from prompts, flags, files and projen options. */
export type Answers = { readonly [K in FieldName]?: unknown };
