import { postLimits } from './api-limits';
import type { ConcurrencyPlan, Derivation, WorkerPlan } from './concurrency-plan';
import { messagesAtOnce, ratePerUnit } from './messages-at-once';
import { backlogAt, rampOf, secondsToReach, type Ramp } from './ramp';
import { littlesLaw } from './worker-limits';
import { eventSourceQuotas, queueQuotas } from '../spec/aws-quotas';
import { frontDoorThrottle } from '../spec/front-door-throttle';
import type { ServiceSpec } from '../spec/service-spec';

/** What a worker may do, before what the peak asks of it. */
export type WorkerCapacity = Omit<WorkerPlan, keyof WorkerDemand>;

/** What the peak asks of a worker. */
export type WorkerDemand = Pick<
  WorkerPlan,
  'arrivalRatePerSecond' | 'neededConcurrency' | 'utilization' | 'messagesInFlight' | 'rampSeconds' | 'rampBacklog'
>;

/**
 * Messages per second that get into each worker's queue at peak, in the order of the workers: its share, at most what the
 * throttle of its own method lets in, and together at most what the Region lets in or, where one method serves all workers,
 * the throttle of that.
 */
export function acceptedRates(
  spec: ServiceSpec,
  workers: readonly Pick<WorkerPlan, 'name' | 'weight' | 'sustainableRatePerSecond'>[],
  api: ConcurrencyPlan['api'],
): number[] {
  const own = workers.map((worker) => postLimits(spec, worker)?.limits.rateLimit);
  const rates = workers.map(({ weight }, index) => Math.min(peakShare(spec, weight), own[index] ?? Infinity));
  const together = own.some((limit) => limit !== undefined) ? frontDoorThrottle(spec)?.rate.value : api?.rateLimit;
  const part = Math.min(1, (together ?? Infinity) / rates.reduce((sum, rate) => sum + rate, 0));
  return rates.map((rate) => rate * part);
}

/** A worker's share of the peak, by its weight. */
export function peakShare({ peakRate, workers }: ServiceSpec, weight: number): number {
  return (peakRate * weight) / workers.reduce((sum, worker) => sum + worker.weight, 0);
}

/** How the event source of a worker scales. */
export function rampOfWorker(spec: ServiceSpec, worker: Pick<WorkerPlan, 'maximumConcurrency' | 'batchSize'>): Ramp {
  return rampOf(worker.maximumConcurrency, ratePerUnit(spec, worker.batchSize));
}

/** @param accepted messages per second that get into the worker's queue */
export function workerDemand(spec: ServiceSpec, worker: WorkerCapacity, accepted: number): WorkerDemand {
  const { weight, batchSize, maximumConcurrency, sustainableRatePerSecond } = worker;
  const ramp = rampOfWorker(spec, worker);
  const rampSeconds = secondsToReach(ramp, Math.min(ramp.ceiling, accepted / ramp.ratePerUnit));
  return {
    arrivalRatePerSecond: rounded(peakShare(spec, weight)),
    neededConcurrency: neededConcurrency(spec, weight, batchSize),
    utilization: rounded(peakShare(spec, weight) / sustainableRatePerSecond),
    messagesInFlight: maximumConcurrency * batchSize,
    rampSeconds: rounded(rampSeconds),
    rampBacklog: Math.round(backlogAt(ramp, accepted, rampSeconds)),
  };
}

/** In whole numbers, so that a worker that needs exactly its units is not given one more. */
function neededConcurrency(spec: ServiceSpec, weight: number, batchSize: number): number {
  const weights = spec.workers.reduce((sum, worker) => sum + worker.weight, 0);
  return Math.ceil((spec.peakRate * weight * spec.durationMs) / (1000 * weights * messagesAtOnce(spec, batchSize)));
}

/** Six digits: what is shown and compared, without the noise of binary fractions. */
export function rounded(value: number): number {
  return Number(value.toPrecision(6));
}

/** How the demand on one worker came about. */
export function deriveWorkerDemand(spec: ServiceSpec, worker: WorkerPlan, accepted: number): Derivation[] {
  const { weight, batchSize, maximumConcurrency, sustainableRatePerSecond, arrivalRatePerSecond } = worker;
  const weights = spec.workers.reduce((sum, { weight: each }) => sum + each, 0);
  const messagesPerBatch = messagesAtOnce(spec, batchSize);
  const acceptedRatePerSecond = rounded(accepted);
  const { start, perMinute, ceiling: rampLimit, ratePerUnit: perBatch } = rampOfWorker(spec, worker);
  const entries: Record<keyof WorkerDemand, Omit<Derivation, 'value'>> = {
    arrivalRatePerSecond: {
      formula: 'peakRate x weight / weights',
      inputs: { peakRate: spec.peakRate, weight, weights },
      source: 'Spillway: messages come for the workers in proportion to their weights',
    },
    neededConcurrency: {
      formula: 'arrivalRatePerSecond x durationMs / 1000 / messagesAtOnce, rounded up',
      inputs: { arrivalRatePerSecond, durationMs: spec.durationMs, messagesAtOnce: messagesPerBatch },
      source: littlesLaw,
    },
    utilization: {
      formula: 'arrivalRatePerSecond / sustainableRatePerSecond',
      inputs: { arrivalRatePerSecond, sustainableRatePerSecond: rounded(sustainableRatePerSecond) },
      source: 'queueing: above 1, more comes than is finished',
    },
    messagesInFlight: {
      formula: `maximumConcurrency x batchSize; a queue takes ${queueQuotas.inFlight.value}`,
      inputs: { maximumConcurrency, batchSize },
      source: queueQuotas.inFlight.source,
    },
    rampSeconds: {
      formula:
        '(least of rampLimit and acceptedRatePerSecond x durationMs / 1000 / messagesAtOnce - start) / (perMinute / 60), at least 0; rampLimit = maximumConcurrency, at most 1250',
      inputs: {
        rampLimit,
        acceptedRatePerSecond,
        durationMs: spec.durationMs,
        messagesAtOnce: messagesPerBatch,
        start,
        perMinute,
      },
      source: eventSourceQuotas.rampPerMinute.source,
    },
    rampBacklog: {
      formula:
        'acceptedRatePerSecond x rampSeconds - messagesPerBatchSecond x rampSeconds x (start + perMinute / 60 x rampSeconds / 2), at least 0',
      inputs: {
        acceptedRatePerSecond,
        rampSeconds: worker.rampSeconds,
        messagesPerBatchSecond: rounded(perBatch),
        start,
        perMinute,
      },
      source: eventSourceQuotas.rampPerMinute.source,
    },
  };
  return Object.entries(entries).map(([key, entry]) => ({ value: `workers.${worker.name}.${key}`, ...entry }));
}
