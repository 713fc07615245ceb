import type { ConcurrencyPlan, Finding } from './concurrency-plan';
import { eventSourceQuotas, lambdaQuotas } from '../spec/aws-quotas';
import { frontDoorThrottle } from '../spec/front-door-throttle';
import type { ServiceSpec } from '../spec/service-spec';

type Numbers = Omit<ConcurrencyPlan, 'findings' | 'derivations'>;
type Check = (spec: ServiceSpec, plan: Numbers) => Finding | undefined;

const cappedOnly: Check = (spec, plan) =>
  spec.reservation === 'auto' && plan.reservation === 'cap-only'
    ? {
        code: 'reservation-capped-only',
        severity: 'warning',
        message: `nothing is reserved: budget ${spec.concurrencyBudget} exceeds the ${Math.max(0, spec.accountConcurrency - spec.unreservedFloor)} that a quota of ${spec.accountConcurrency} leaves over the floor of ${spec.unreservedFloor}`,
        hint: 'the event sources are capped all the same; to reserve, raise the quota or lower "concurrencyBudget"',
      }
    : undefined;

const peakOverSustainable: Check = (spec, plan) => {
  const sustainable = sustainableTotal(plan);
  if (spec.peakRate <= sustainable) {
    return undefined;
  }
  const needed = Math.ceil((spec.peakRate * spec.durationMs) / 1000);
  return {
    code: 'peak-over-sustainable',
    severity: 'warning',
    message: `a peak of ${spec.peakRate} messages/s needs ${needed} running at once; ${plan.totals.maximum} keep up with ${rounded(sustainable)}/s, and ${frontDoorThrottle(spec) ? 'the API refuses more' : 'the rest waits in the queues'}`,
    hint: 'raise "concurrencyBudget", or shorten "durationMs"',
  };
};

const limitedDownstream: Check = (spec, plan) =>
  spec.downstreamConcurrency !== undefined && plan.totals.maximum === spec.downstreamConcurrency
    ? {
        code: 'downstream-limits-budget',
        severity: 'info',
        message: `the downstream limit of ${spec.downstreamConcurrency} calls caps the workers together; the budget of ${spec.concurrencyBudget} is not used up`,
        hint: 'a smaller "concurrencyBudget" would leave more to other functions of the account',
      }
    : undefined;

const limitedEventSource: Check = (_spec, plan) => {
  const most = eventSourceQuotas.maximumConcurrency.value;
  const capped = plan.workers.filter((worker) => worker.maximumConcurrency === most).map((worker) => worker.name);
  return capped.length > 0
    ? {
        code: 'event-source-limits-budget',
        severity: 'info',
        message: `an event source runs at most ${most} batches at once, which is the limit of ${capped.join(', ')}`,
        hint: 'split the traffic over more workers to use a larger budget',
      }
    : undefined;
};

const limitedByRegion: Check = (spec, plan) => {
  const rate = frontDoorThrottle(spec)?.rate;
  return rate && plan.api.rateLimit === rate.value && sustainableTotal(plan) > rate.value
    ? {
        code: 'api-throttle-limited-by-region',
        severity: 'info',
        message: `API Gateway grants all APIs of an account ${rate.value} requests/s in ${spec.region}; the workers could take ${rounded(sustainableTotal(plan))}/s`,
        hint: 'ask for a higher throttle (Service Quotas L-8A5B8E43), or lower "concurrencyBudget"',
      }
    : undefined;
};

const shortHandlers: Check = (spec, plan) => {
  const perUnit = lambdaQuotas.requestsPerUnit.value;
  const batchMs = spec.durationMs * plan.workers[0]!.batchSize;
  return batchMs < 1000 / perUnit
    ? {
        code: 'requests-per-unit-limit',
        severity: 'warning',
        message: `batches of ${batchMs} ms let each unit run more than ${perUnit} times a second, which Lambda throttles before the concurrency is used up`,
        hint: 'raise "batchSize" so that a batch takes at least 100 ms',
      }
    : undefined;
};

const tightTimeout: Check = (spec, plan) => {
  const { batchSize, functionTimeoutSeconds } = plan.workers[0]!;
  const batchSeconds = (batchSize * spec.durationMs) / 1000;
  return functionTimeoutSeconds < 2 * batchSeconds
    ? {
        code: 'timeout-close-to-batch',
        severity: 'warning',
        message: `a batch of ${batchSize} takes ${rounded(batchSeconds)} s at p95 and the function is cut off after ${functionTimeoutSeconds} s`,
        hint: `lower "batchSize" to ${Math.max(1, Math.floor(batchSize / 3))}, or shorten "durationMs"`,
      }
    : undefined;
};

const checks: readonly Check[] = [
  cappedOnly,
  peakOverSustainable,
  shortHandlers,
  tightTimeout,
  limitedDownstream,
  limitedEventSource,
  limitedByRegion,
];

const order: readonly Finding['severity'][] = ['error', 'warning', 'info'];

/** What a user should know about the plan, most severe first. */
export function findings(spec: ServiceSpec, plan: Numbers): Finding[] {
  return checks
    .flatMap((check) => check(spec, plan) ?? [])
    .sort((a, b) => order.indexOf(a.severity) - order.indexOf(b.severity));
}

function sustainableTotal(plan: Numbers): number {
  return plan.workers.reduce((sum, worker) => sum + worker.sustainableRatePerSecond, 0);
}

function rounded(value: number): number {
  return Number(value.toPrecision(3));
}
