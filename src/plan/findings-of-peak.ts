import type { WorkerPlan } from './concurrency-plan';
import type { Check, PlanNumbers } from './findings';
import { messagesAtOnce } from './messages-at-once';
import { downstreamUnits, total } from './share-budget';
import { shown } from './shown';
import { littlesLaw } from './worker-limits';
import { eventSourceQuotas } from '../spec/aws-quotas';
import type { ServiceSpec } from '../spec/service-spec';

/** Each worker gets its weight's share of the traffic, so one may fall behind while the others have units to spare. */
const peakOverSustainable: Check = (spec, plan) => {
  const weights = total(plan.workers.map(({ weight }) => weight));
  // in whole numbers, so that a worker whose share it takes exactly is not reported
  const load = ({ weight, maximumConcurrency, batchSize }: WorkerPlan) =>
    (spec.peakRate * weight * spec.durationMs) /
    (maximumConcurrency * 1000 * weights * messagesAtOnce(spec, batchSize));
  const behind = plan.workers.filter((worker) => load(worker) > 1).sort((a, b) => load(b) - load(a));
  const [worst, ...others] = behind;
  if (!worst) {
    return undefined;
  }
  const also =
    others.length > 0
      ? `; ${others.map(({ name }) => name).join(', ')} ${others.length > 1 ? 'fall' : 'falls'} behind as well`
      : '';
  const { refusedRatePerSecond: refused = 0, backlogGrowthPerSecond: growth } = plan.peak;
  const fates = [
    ...(refused > 0 ? ['the API refuses more'] : []),
    ...(growth > 0 ? ['the rest waits in its queue'] : []),
  ];
  return {
    code: 'peak-over-sustainable',
    severity: 'warning',
    message: `at a peak of ${spec.peakRate} messages/s, worker ${worst.name} gets ${shown(worst.arrivalRatePerSecond)}/s, which needs ${worst.neededConcurrency} running at once; its ${worst.maximumConcurrency} keep up with ${shown(worst.sustainableRatePerSecond)}/s, and ${fates.join(', and ')}${also}`,
    hint: `${advice(spec, plan, worst)}, or shorten "durationMs"`,
    source: littlesLaw,
  };
};

/** What holds the worker back is what has to change: the budget only where that binds. */
function advice(spec: ServiceSpec, { totals, workers }: PlanNumbers, worst: WorkerPlan): string {
  if (totals.budgetForPeak !== undefined) {
    const beyond =
      totals.budgetForPeak > spec.accountConcurrency ? ', over the quota of the account, which has to rise first' : '';
    return `raise "concurrencyBudget" to ${totals.budgetForPeak}${beyond}`;
  }
  const units = downstreamUnits(spec);
  if (units !== undefined && units < totals.neededConcurrency) {
    const calls = totals.neededConcurrency * messagesAtOnce(spec, workers[0]!.batchSize);
    return `the system behind the workers would have to take ${calls} calls at once ("downstreamConcurrency")`;
  }
  return `share the traffic of ${worst.name} among more workers: an event source runs at most ${eventSourceQuotas.maximumConcurrency.value} batches at once`;
}

/** Spillway convention: a wait that callers who ask for their result would notice. */
const noticedSeconds = 10;

const slowRamp: Check = (_spec, { workers }) => {
  const [slowest] = workers
    .filter(({ rampBacklog, arrivalRatePerSecond }) => rampBacklog / arrivalRatePerSecond > noticedSeconds)
    .sort((a, b) => b.rampSeconds - a.rampSeconds);
  return slowest
    ? {
        code: 'slow-ramp',
        severity: 'info',
        message: `a peak that begins all at once finds ${eventSourceQuotas.rampStart.value} batches running; the event source of ${slowest.name} needs ${shown(slowest.rampSeconds)} s to reach ${slowest.neededConcurrency > slowest.maximumConcurrency ? 'its maximum' : 'what the peak needs'}, and ${slowest.rampBacklog} messages wait by then`,
        hint: 'let the load grow over minutes, or accept the wait: no setting of a standard event source ramps faster',
        source: eventSourceQuotas.rampPerMinute.source,
      }
    : undefined;
};

/** Findings about what a peak does. */
export const peakFindings: readonly Check[] = [peakOverSustainable, slowRamp];
