import type { Derivation, WorkerPlan } from './concurrency-plan';
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
  const batchSize = spec.batchSize ?? derivedBatchSize(spec.durationMs);
  const batchWindowSeconds =
    spec.batchWindowSeconds ?? (batchSize > eventSourceQuotas.batchSizeWithoutWindow.value ? 1 : 0);
  const functionTimeoutSeconds = functionTimeout(batchSize, spec.durationMs);
  return {
    batchSize,
    batchWindowSeconds,
    functionTimeoutSeconds,
    visibilityTimeoutSeconds:
      eventSourceQuotas.visibilityPerTimeout.value * functionTimeoutSeconds + batchWindowSeconds,
    maxReceiveCount: eventSourceQuotas.maxReceiveCount.value,
  };
}

function derivedBatchSize(durationMs: number): number {
  const fitting = Math.floor(targetBatchMs / durationMs);
  return Math.min(eventSourceQuotas.batchSizeWithoutWindow.value, Math.max(1, fitting));
}

function functionTimeout(batchSize: number, durationMs: number): number {
  const seconds = Math.ceil((timeoutFactor * batchSize * durationMs) / 1000);
  return Math.min(lambdaQuotas.functionTimeout.value, Math.max(shortestTimeoutSeconds, seconds));
}

/** Messages per second that one worker keeps up with: its messages run one after another in each batch (Little's law). */
export function sustainableRate(maximumConcurrency: number, durationMs: number): number {
  return (maximumConcurrency * 1000) / durationMs;
}

/** How one worker's limits came about. */
export function deriveWorkerLimits(spec: ServiceSpec, worker: WorkerPlan): Derivation[] {
  const { durationMs } = spec;
  const { batchSize, batchWindowSeconds, functionTimeoutSeconds, maximumConcurrency } = worker;
  const conventions = 'Spillway convention';
  const entries: readonly (readonly [keyof WorkerPlan, string, Record<string, number>, string])[] = [
    spec.batchSize === undefined
      ? [
          'batchSize',
          'as many messages as fit in the target, from 1 to 10',
          { targetBatchMs, durationMs },
          `${conventions}; ${eventSourceQuotas.batchSizeWithoutWindow.source}`,
        ]
      : ['batchSize', 'as answered', { batchSize }, eventSourceQuotas.batchSize.source],
    spec.batchWindowSeconds === undefined
      ? [
          'batchWindowSeconds',
          '0, or 1 with a batch of more than 10',
          { batchSize },
          eventSourceQuotas.batchSizeWithoutWindow.source,
        ]
      : ['batchWindowSeconds', 'as answered', { batchWindowSeconds }, eventSourceQuotas.batchWindow.source],
    [
      'functionTimeoutSeconds',
      `${timeoutFactor} x batchSize x durationMs / 1000, rounded up, from ${shortestTimeoutSeconds} to ${lambdaQuotas.functionTimeout.value}`,
      { batchSize, durationMs },
      `${conventions}; ${lambdaQuotas.functionTimeout.source}`,
    ],
    [
      'visibilityTimeoutSeconds',
      '6 x functionTimeoutSeconds + batchWindowSeconds',
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
      'maximumConcurrency x 1000 / durationMs',
      { maximumConcurrency, durationMs },
      "Little's law, with the messages of a batch handled one after another",
    ],
  ];
  return entries.map(([key, formula, inputs, source]) => ({
    value: `workers.${worker.name}.${key}`,
    formula,
    inputs,
    source,
  }));
}
