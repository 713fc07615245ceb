import type { ConcurrencyPlan, Derivation, PeakMoment, PeakPlan } from './concurrency-plan';
import { excessRate, secondsToExpiry, workerMomentsOf, type WorkerMoment } from './peak';
import { acceptedRates, rounded } from './worker-demand';
import { eventSourceQuotas, queueQuotas } from '../spec/aws-quotas';
import type { ServiceSpec } from '../spec/service-spec';

type Numbers = Pick<ConcurrencyPlan, 'workers' | 'api'> & { readonly peak: PeakPlan };

/** How the numbers of the peak came about. */
export function derivePeak(spec: ServiceSpec, plan: Numbers): Derivation[] {
  const rates = acceptedRates(spec, plan.workers, plan.api);
  const growth = plan.workers.map((worker, index) => [worker.name, rounded(excessRate(worker, rates[index]!))]);
  return [
    ...deriveAccepted(spec, plan, rates),
    {
      value: 'peak.backlogGrowthPerSecond',
      formula: 'sum over the workers of accepted rate - sustainable rate, where that is above 0',
      inputs: Object.fromEntries(growth) as Record<string, number>,
      source: 'queueing: what comes and is not finished waits',
    },
    ...deriveExpiry(plan, rates),
    ...plan.peak.after.flatMap((moment) => deriveMoment(spec, plan, moment)),
  ];
}

function deriveAccepted(
  { peakRate }: ServiceSpec,
  { workers, peak, api }: Numbers,
  rates: readonly number[],
): Derivation[] {
  const value = 'peak.acceptedRatePerSecond';
  if (!api) {
    const formula = 'peakRate: all that comes gets into the queues';
    return [{ value, formula, inputs: { peakRate }, source: 'Spillway' }];
  }
  return [
    {
      value,
      formula:
        "sum over the workers of their shares of peakRate, at most what the throttles of the API's methods let in",
      inputs: { peakRate, ...Object.fromEntries(workers.map(({ name }, index) => [name, rounded(rates[index]!)])) },
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

function deriveExpiry({ workers, peak }: Numbers, rates: readonly number[]): Derivation[] {
  const first = workers.findIndex(
    (worker, index) => Math.round(secondsToExpiry(worker, rates[index]!)) === peak.secondsToExpiry,
  );
  return first < 0
    ? []
    : [
        {
          value: 'peak.secondsToExpiry',
          formula: `retentionDays x 86400 x acceptedRate / (acceptedRate - sustainableRate), of worker ${workers[first]!.name}`,
          inputs: {
            retentionDays: queueQuotas.defaultRetention.value,
            sustainableRate: rounded(workers[first]!.sustainableRatePerSecond),
            acceptedRate: rounded(rates[first]!),
          },
          source: queueQuotas.defaultRetention.source,
        },
      ];
}

function deriveMoment(spec: ServiceSpec, plan: Numbers, { minutes }: PeakMoment): Derivation[] {
  const each = workerMomentsOf(spec, plan)(minutes);
  const oldest = furthest(each, 'oldestAgeSeconds');
  const slowest = furthest(each, 'drainSeconds');
  const { rampStart, rampPerMinute } = eventSourceQuotas;
  const formulas: Record<Exclude<keyof PeakMoment, 'minutes'>, Omit<Derivation, 'value' | 'source'>> = {
    concurrency: {
      formula: `sum over the workers of ${rampStart.value} + ${rampPerMinute.value} x minutes, at most the maximum and, with no backlog, what is needed`,
      inputs: { minutes, ...byWorker(each, ({ concurrency }) => concurrency) },
    },
    backlog: {
      formula: 'sum over the workers of what has arrived - what the growing concurrency has finished, at least 0',
      inputs: { minutes, ...byWorker(each, ({ backlog }) => backlog) },
    },
    oldestAgeSeconds: {
      formula: `backlog / acceptedRate, of worker ${oldest.name}, the furthest behind`,
      inputs: { backlog: oldest.backlog, acceptedRate: oldest.acceptedRatePerSecond },
    },
    drainSeconds: {
      formula: `backlog / finishedRate, of worker ${slowest.name}, the slowest; less where its concurrency still grows`,
      inputs: { backlog: slowest.backlog, finishedRate: slowest.finishedRatePerSecond },
    },
  };
  return Object.entries(formulas).map(([key, entry]) => ({
    value: `peak.after.${minutes}.${key}`,
    ...entry,
    source: rampPerMinute.source,
  }));
}

function furthest(each: readonly WorkerMoment[], key: 'oldestAgeSeconds' | 'drainSeconds'): WorkerMoment {
  return each.reduce((worst, moment) => (moment[key] > worst[key] ? moment : worst));
}

function byWorker(each: readonly WorkerMoment[], value: (moment: WorkerMoment) => number): Record<string, number> {
  return Object.fromEntries(each.map((moment) => [moment.name, value(moment)]));
}
