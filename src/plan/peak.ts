import type { ConcurrencyPlan, Derivation, PeakMoment, PeakPlan, WorkerPlan } from './concurrency-plan';
import { backlogAt, concurrencyAt, drainSeconds } from './ramp';
import { total } from './share-budget';
import { acceptedRate, rampOfWorker, rounded } from './worker-demand';
import { eventSourceQuotas, queueQuotas } from '../spec/aws-quotas';
import type { ServiceSpec } from '../spec/service-spec';

type Numbers = Pick<ConcurrencyPlan, 'workers' | 'api'>;

/** Moments of the peak that the plan looks at, in minutes. */
export const peakMinutes = [1, 5, 15] as const;

/** What a peak does that begins all at once and lasts. */
export function planPeak(spec: ServiceSpec, { workers, api }: Numbers): PeakPlan {
  const accepted = total(workers.map((worker) => acceptedRate(spec, worker, api)));
  const growths = workers.map((worker) =>
    Math.max(0, acceptedRate(spec, worker, api) - worker.sustainableRatePerSecond),
  );
  const expiry = Math.min(...workers.map((worker) => secondsToExpiry(spec, worker, api)));
  return {
    acceptedRatePerSecond: rounded(accepted),
    ...(api && { refusedRatePerSecond: rounded(spec.peakRate - accepted) }),
    backlogGrowthPerSecond: rounded(total(growths)),
    ...(Number.isFinite(expiry) && { secondsToExpiry: Math.round(expiry) }),
    after: peakMinutes.map((minutes) => momentAt(spec, { workers, api }, minutes)),
  };
}

/** The queues and their workers so many minutes after the peak began. */
export function momentAt(spec: ServiceSpec, { workers, api }: Numbers, minutes: number): PeakMoment {
  const seconds = minutes * 60;
  const each = workers.map((worker) => workerAt(spec, worker, { api, seconds }));
  return {
    minutes,
    concurrency: Math.round(total(each.map(({ concurrency }) => concurrency))),
    backlog: Math.round(total(each.map(({ backlog }) => backlog))),
    oldestAgeSeconds: rounded(Math.max(...each.map(({ oldestAgeSeconds }) => oldestAgeSeconds))),
    drainSeconds: rounded(Math.max(...each.map((it) => it.drainSeconds))),
  };
}

type WorkerMoment = Omit<PeakMoment, 'minutes'>;

interface Moment {
  readonly api: ConcurrencyPlan['api'];
  readonly seconds: number;
}

/** First in, first out: what is finished by now had arrived `backlog / rate` ago. */
function workerAt(spec: ServiceSpec, worker: WorkerPlan, { api, seconds }: Moment): WorkerMoment {
  const ramp = rampOfWorker(spec, worker);
  const rate = acceptedRate(spec, worker, api);
  const backlog = backlogAt(ramp, rate, seconds);
  const busy = rate / ramp.ratePerUnit;
  return {
    concurrency: Math.min(backlog > 0 ? Infinity : busy, concurrencyAt(ramp, seconds)),
    backlog,
    oldestAgeSeconds: backlog / rate,
    drainSeconds: backlog > 0 ? drainSeconds(ramp, seconds, backlog) : 0,
  };
}

/** The oldest message waits `backlog / rate`; that reaches the retention when the peak has lasted so long. */
function secondsToExpiry(spec: ServiceSpec, worker: WorkerPlan, api: ConcurrencyPlan['api']): number {
  const kept = worker.sustainableRatePerSecond / acceptedRate(spec, worker, api);
  return kept < 1 ? (queueQuotas.defaultRetention.value * 86_400) / (1 - kept) : Infinity;
}

const rampSource = eventSourceQuotas.rampPerMinute.source;

/** How the numbers of the peak came about. */
export function derivePeak(spec: ServiceSpec, { peak, workers, api }: Numbers & { peak: PeakPlan }): Derivation[] {
  const { acceptedRatePerSecond, backlogGrowthPerSecond } = peak;
  const sustainable = rounded(total(workers.map(({ sustainableRatePerSecond }) => sustainableRatePerSecond)));
  return [
    ...deriveAccepted(spec, { peak, api }),
    {
      value: 'peak.backlogGrowthPerSecond',
      formula: 'over the workers, the sum of accepted rate - sustainable rate where that is above 0',
      inputs: { acceptedRatePerSecond, sustainableRatePerSecond: sustainable },
      source: 'queueing: what comes and is not finished waits',
    },
    ...(peak.secondsToExpiry === undefined ? [] : [deriveExpiry(backlogGrowthPerSecond)]),
    ...peak.after.flatMap((moment) => deriveMoment(moment, acceptedRatePerSecond)),
  ];
}

function deriveAccepted({ peakRate }: ServiceSpec, { peak, api }: Pick<ConcurrencyPlan, 'peak' | 'api'>): Derivation[] {
  const value = 'peak.acceptedRatePerSecond';
  if (!api) {
    const formula = 'peakRate: all that comes gets into the queues';
    return [{ value, formula, inputs: { peakRate }, source: 'Spillway' }];
  }
  return [
    {
      value,
      formula: "peakRate, at most what the throttles of the API's methods let in",
      inputs: { peakRate, rateLimit: api.rateLimit },
      source: 'Spillway: the throttle of the API keeps what the workers cannot take out of the queues',
    },
    {
      value: 'peak.refusedRatePerSecond',
      formula: 'peakRate - acceptedRatePerSecond',
      inputs: { peakRate, acceptedRatePerSecond: peak.acceptedRatePerSecond },
      source: 'https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-request-throttling.html',
    },
  ];
}

function deriveExpiry(backlogGrowthPerSecond: number): Derivation {
  return {
    value: 'peak.secondsToExpiry',
    formula: 'for the worker furthest behind, retentionDays x 86400 / (1 - sustainable rate / accepted rate)',
    inputs: { retentionDays: queueQuotas.defaultRetention.value, backlogGrowthPerSecond },
    source: queueQuotas.defaultRetention.source,
  };
}

function deriveMoment({ minutes, backlog }: PeakMoment, acceptedRatePerSecond: number): Derivation[] {
  const { rampStart, rampPerMinute, rampCeiling } = eventSourceQuotas;
  const ramp = { start: rampStart.value, perMinute: rampPerMinute.value, ceiling: rampCeiling.value };
  const formulas: Record<Exclude<keyof PeakMoment, 'minutes'>, Omit<Derivation, 'value' | 'source'>> = {
    concurrency: {
      formula:
        'over the workers, start + perMinute x minutes, at most ceiling, maximum and, with no backlog, what is needed',
      inputs: { minutes, ...ramp },
    },
    backlog: {
      formula: 'over the workers, what has arrived - what the growing concurrency has finished, at least 0',
      inputs: { minutes, acceptedRatePerSecond },
    },
    oldestAgeSeconds: {
      formula: 'backlog / accepted rate of the worker furthest behind',
      inputs: { backlog, acceptedRatePerSecond },
    },
    drainSeconds: {
      formula:
        'time in which the concurrency, still growing, finishes the backlog if nothing more arrives; the slowest worker',
      inputs: { backlog, ...ramp },
    },
  };
  return Object.entries(formulas).map(([key, entry]) => ({
    value: `peak.after.${minutes}.${key}`,
    ...entry,
    source: rampSource,
  }));
}
