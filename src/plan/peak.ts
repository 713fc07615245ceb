import type { ConcurrencyPlan, PeakMoment, PeakPlan, WorkerPlan } from './concurrency-plan';
import { backlogAt, concurrencyAt, drainSeconds } from './ramp';
import { total } from './share-budget';
import { acceptedRates, rampOfWorker, rounded } from './worker-demand';
import { queueQuotas } from '../spec/aws-quotas';
import type { ServiceSpec } from '../spec/service-spec';

type Numbers = Pick<ConcurrencyPlan, 'workers' | 'api'>;

/** Moments of the peak that the plan looks at, in minutes. */
export const peakMinutes = [1, 5, 15] as const;

/** What a peak does that begins all at once and lasts. */
export function planPeak(spec: ServiceSpec, { workers, api }: Numbers): PeakPlan {
  const rates = acceptedRates(spec, workers, api);
  const accepted = rounded(total(rates));
  const growths = workers.map((worker, index) => excessRate(worker, rates[index]!));
  const expiry = Math.min(...workers.map((worker, index) => secondsToExpiry(worker, rates[index]!)));
  return {
    acceptedRatePerSecond: accepted,
    ...(api && { refusedRatePerSecond: rounded(Math.max(0, spec.peakRate - accepted)) }),
    backlogGrowthPerSecond: rounded(total(growths)),
    ...(Number.isFinite(expiry) && { secondsToExpiry: Math.round(expiry) }),
    after: peakMinutes.map(momentsOf(spec, { workers, api })),
  };
}

/** Tells of the queues and their workers so many minutes after the peak began. */
export function momentsOf(spec: ServiceSpec, plan: Numbers): (minutes: number) => PeakMoment {
  const workersAt = workerMomentsOf(spec, plan);
  return (minutes) => {
    const each = workersAt(minutes);
    return {
      minutes,
      concurrency: total(each.map(({ concurrency }) => concurrency)),
      backlog: total(each.map(({ backlog }) => backlog)),
      oldestAgeSeconds: rounded(Math.max(...each.map(({ oldestAgeSeconds }) => oldestAgeSeconds))),
      drainSeconds: rounded(Math.max(...each.map((it) => it.drainSeconds))),
    };
  };
}

/** One queue and its worker, in whole batches and messages. */
export interface WorkerMoment extends Omit<PeakMoment, 'minutes'> {
  readonly name: string;
  readonly acceptedRatePerSecond: number;
  /** Messages per second that the concurrency of the moment finishes. */
  readonly finishedRatePerSecond: number;
}

/** Tells of each worker at a moment of the peak, in the order of the workers. */
export function workerMomentsOf(spec: ServiceSpec, { workers, api }: Numbers): (minutes: number) => WorkerMoment[] {
  const rates = acceptedRates(spec, workers, api);
  return (minutes) =>
    workers.map((worker, index) => workerAt(spec, worker, { rate: rates[index]!, seconds: minutes * 60 }));
}

interface Arrivals {
  /** Messages per second. */
  readonly rate: number;
  /** How long they have been coming. */
  readonly seconds: number;
}

/** First in, first out: what is finished by now had arrived `backlog / rate` ago. */
function workerAt(spec: ServiceSpec, worker: WorkerPlan, { rate, seconds }: Arrivals): WorkerMoment {
  const ramp = rampOfWorker(spec, worker);
  const backlog = backlogAt(ramp, rate, seconds);
  const concurrency = concurrencyAt(ramp, seconds);
  const busy = rate / ramp.ratePerUnit;
  const inUse = Math.min(backlog > 0 ? Infinity : busy, concurrency);
  return {
    name: worker.name,
    concurrency: Math.ceil(Number(inUse.toPrecision(12))),
    backlog: Math.round(backlog),
    oldestAgeSeconds: backlog / rate,
    drainSeconds: backlog > 0 ? drainSeconds(ramp, seconds, backlog) : 0,
    acceptedRatePerSecond: rounded(rate),
    finishedRatePerSecond: rounded(concurrency * ramp.ratePerUnit),
  };
}

/** Messages per second that get in and are not finished; 0 where the two only differ in their last binary digits. */
export function excessRate({ sustainableRatePerSecond }: WorkerPlan, accepted: number): number {
  const excess = accepted - sustainableRatePerSecond;
  return excess > accepted * 1e-9 ? excess : 0;
}

/** The oldest message waits `backlog / rate`; that reaches the retention when the peak has lasted so long. */
export function secondsToExpiry(worker: WorkerPlan, accepted: number): number {
  const excess = excessRate(worker, accepted);
  return excess > 0 ? (queueQuotas.defaultRetention.value * 86_400 * accepted) / excess : Infinity;
}
