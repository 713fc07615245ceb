import type { ConcurrencyPlan } from '../plan/concurrency-plan';
import { readsPerMessage } from '../plan/load-phases';
import type { LoadPrediction } from '../plan/load-profile';
import type { ServiceSpec } from '../spec/service-spec';

/** Something that AWS bills, and how much of it a load test takes. */
export interface BilledQuantity {
  readonly what: string;
  readonly count: number;
  /** Where AWS says what it costs: prices differ by Region and change, so none is assumed here. */
  readonly prices: string;
}

/** MB of a worker's function, as the written project sets it. */
const memorySizeMb = 512;

/** Writes for one message: to the idempotency table, and to the status table where callers ask for the status. */
const writesPerMessage = { idempotency: 2, status: 3 } as const;

const frontDoors: Readonly<Record<ServiceSpec['api'], readonly [what: string, prices: string]>> = {
  'rest-sqs': ['requests to API Gateway', 'https://aws.amazon.com/api-gateway/pricing/'],
  graphql: ['requests to AppSync', 'https://aws.amazon.com/appsync/pricing/'],
  iot: ['messages to AWS IoT Core, and as many actions of rules', 'https://aws.amazon.com/iot-core/pricing/'],
};

/** What a load test of a deployed service is billed for, if it goes as predicted; logs, traces and metrics come on top. */
export function billedQuantities(
  spec: ServiceSpec,
  { workers }: ConcurrencyPlan,
  { offered, accepted, workers: predictions }: LoadPrediction,
): BilledQuantity[] {
  const [entrance, prices] = frontDoors[spec.api];
  const invocations = predictions.reduce((all, { accepted: messages }, index) => {
    return all + messages / workers[index]!.batchSize;
  }, 0);
  const reads = spec.response === 'polling' ? readsPerMessage : 0;
  const writes = writesPerMessage.idempotency + (spec.response === 'fire-and-forget' ? 0 : writesPerMessage.status);
  return [
    { what: entrance, count: offered * (1 + reads), prices },
    // sent one by one; received and deleted in batches
    { what: 'requests to SQS', count: accepted + 2 * invocations, prices: 'https://aws.amazon.com/sqs/pricing/' },
    { what: 'Lambda invocations, at least', count: invocations, prices: lambdaPrices },
    { what: 'Lambda GB-seconds, at most', count: gigabyteSeconds(spec, accepted), prices: lambdaPrices },
    {
      what: 'writes to DynamoDB',
      count: accepted * writes,
      prices: 'https://aws.amazon.com/dynamodb/pricing/on-demand/',
    },
  ].map((quantity) => ({ ...quantity, count: Math.ceil(quantity.count) }));
}

const lambdaPrices = 'https://aws.amazon.com/lambda/pricing/';

/** As if each message was handled alone. */
function gigabyteSeconds({ durationMs }: ServiceSpec, messages: number): number {
  return (messages * durationMs * memorySizeMb) / 1000 / 1024;
}
