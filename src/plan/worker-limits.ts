import type { Derivation, WorkerPlan } from './concurrency-plan';
import { batchMs, messagesAtOnce } from './messages-at-once';
import { eventSourceQuotas, lambdaQuotas } from '../spec/aws-quotas';
import type { ServiceSpec } from '../spec/service-spec';

type Limits = Pick<
  WorkerPlan,
  'batchSize' | 'batchWindowSeconds' | 'functionTimeoutSeconds' | 'visibilityTimeoutSeconds' | 'maxReceiveCount'
>;

/** A derived batch should not hold its messages longer than this: a failed one waits for the whole visibility timeout. */
const targetBatchMs = 5000;
/** How much longer than its p95 a batch may take before it is cut off. */
const timeoutFactor = 3;
/** Room for a cold start and a slow first call. */
const shortestTimeoutSeconds = 6;

/** Limits that all workers share, because the spec describes one kind of message. */
export function workerLimits(spec: ServiceSpec): Limits {
  const batchSize = spec.batchSize ?? derivedBatchSize(spec);
  const batchWindowSeconds =
    spec.batchWindowSeconds ?? (batchSize > eventSourceQuotas.batchSizeWithoutWindow.value ? 1 : 0);
  const functionTimeoutSeconds = functionTimeout(batchMs(spec, batchSize));
  return {
    batchSize,
    batchWindowSeconds,
    functionTimeoutSeconds,
    visibilityTimeoutSeconds:
      eventSourceQuotas.visibilityPerTimeout.value * functionTimeoutSeconds + batchWindowSeconds,
    maxReceiveCount: eventSourceQuotas.maxReceiveCount.value,
  };
}

/** Sequential batches are kept short; parallel ones small enough for two of them from each worker at once downstream. */
function derivedBatchSize(spec: ServiceSpec): number {
  const most = eventSourceQuotas.batchSizeWithoutWindow.value;
  const fitting =
    spec.handlerParallelism === 'parallel'
      ? Math.floor((spec.downstreamConcurrency ?? Infinity) / leastBatches(spec))
      : Math.floor(targetBatchMs / spec.durationMs);
  return Math.min(most, Math.max(1, fitting));
}

/** Batches at once below which the event sources of a service cannot be capped. */
function leastBatches({ workers }: ServiceSpec): number {
  return eventSourceQuotas.minimumConcurrency.value * workers.length;
}

function functionTimeout(longestMs: number): number {
  const seconds = Math.ceil((timeoutFactor * longestMs) / 1000);
  return Math.min(lambdaQuotas.functionTimeout.value, Math.max(shortestTimeoutSeconds, seconds));
}

/** Messages per second that one worker keeps up with when its batches are full (Little's law). */
export function sustainableRate(spec: ServiceSpec, maximumConcurrency: number, batchSize: number): number {
  return (maximumConcurrency * 1000 * messagesAtOnce(spec, batchSize)) / spec.durationMs;
}

type Entry = readonly [
  key: keyof WorkerPlan,
  formula: string,
  inputs: Readonly<Record<string, number>>,
  source: string,
];

const convention = 'Spillway convention';
export const littlesLaw = "Little's law: units in use = arrival rate x service time";

/** How one worker's limits came about. */
export function deriveWorkerLimits(spec: ServiceSpec, worker: WorkerPlan): Derivation[] {
  return [...deriveBatch(spec, worker), ...deriveTimes(spec, worker)].map(([key, formula, inputs, source]) => ({
    value: `workers.${worker.name}.${key}`,
    formula,
    inputs,
    source,
  }));
}

function deriveBatch(spec: ServiceSpec, { batchSize, batchWindowSeconds }: WorkerPlan): Entry[] {
  const { durationMs, downstreamConcurrency, workers } = spec;
  const withoutWindow = eventSourceQuotas.batchSizeWithoutWindow;
  const rules: Record<ServiceSpec['handlerParallelism'], Pick<Derivation, 'formula' | 'inputs'>> = {
    sequential: {
      formula: `targetBatchMs / durationMs, rounded down, from 1 to ${withoutWindow.value}`,
      inputs: { targetBatchMs, durationMs },
    },
    parallel:
      downstreamConcurrency === undefined
        ? { formula: `${withoutWindow.value}, the largest without a batching window`, inputs: {} }
        : {
            formula: `downstreamConcurrency / (2 x workers), rounded down, from 1 to ${withoutWindow.value}: each event source runs at least 2 batches`,
            inputs: { downstreamConcurrency, workers: workers.length },
          },
  };
  const { formula, inputs } = rules[spec.handlerParallelism];
  return [
    spec.batchSize === undefined
      ? ['batchSize', formula, inputs, `${convention}; ${withoutWindow.source}`]
      : ['batchSize', 'as answered', { batchSize }, eventSourceQuotas.batchSize.source],
    spec.batchWindowSeconds === undefined
      ? [
          'batchWindowSeconds',
          `0, or 1 with a batch of more than ${withoutWindow.value}`,
          { batchSize },
          withoutWindow.source,
        ]
      : ['batchWindowSeconds', 'as answered', { batchWindowSeconds }, eventSourceQuotas.batchWindow.source],
  ];
}

function deriveTimes(spec: ServiceSpec, worker: WorkerPlan): Entry[] {
  const { durationMs } = spec;
  const { batchSize, batchWindowSeconds, functionTimeoutSeconds, maximumConcurrency } = worker;
  const isSequential = spec.handlerParallelism === 'sequential';
  return [
    [
      'functionTimeoutSeconds',
      `${timeoutFactor} x ${isSequential ? 'batchSize x ' : ''}durationMs / 1000, rounded up, from ${shortestTimeoutSeconds} to ${lambdaQuotas.functionTimeout.value}`,
      isSequential ? { batchSize, durationMs } : { durationMs },
      `${convention}; ${lambdaQuotas.functionTimeout.source}`,
    ],
    [
      'visibilityTimeoutSeconds',
      `${eventSourceQuotas.visibilityPerTimeout.value} x functionTimeoutSeconds + batchWindowSeconds`,
      { functionTimeoutSeconds, batchWindowSeconds },
      eventSourceQuotas.visibilityPerTimeout.source,
    ],
    [
      'maxReceiveCount',
      'the least that AWS recommends for a function, so that throttling alone does not fill the dead-letter queue',
      {},
      eventSourceQuotas.maxReceiveCount.source,
    ],
    [
      'sustainableRatePerSecond',
      `maximumConcurrency x 1000${isSequential ? '' : ' x batchSize'} / durationMs`,
      isSequential ? { maximumConcurrency, durationMs } : { maximumConcurrency, batchSize, durationMs },
      `${littlesLaw}; the messages of a batch are handled ${isSequential ? 'one after another' : 'at once'}`,
    ],
  ];
}
