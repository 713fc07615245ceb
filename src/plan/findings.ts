import type { ConcurrencyPlan, Finding, WorkerPlan } from './concurrency-plan';
import { total, usableBudget } from './share-budget';
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

/** Each worker gets its weight's share of the traffic, so one may fall behind while the others have units to spare. */
const peakOverSustainable: Check = (spec, plan) => {
  const weights = total(plan.workers.map(({ weight }) => weight));
  // in whole numbers, so that a worker whose share it takes exactly is not reported
  const load = ({ weight, maximumConcurrency }: WorkerPlan) =>
    (spec.peakRate * weight * spec.durationMs) / (maximumConcurrency * 1000 * weights);
  const behind = plan.workers.filter((worker) => load(worker) > 1).sort((a, b) => load(b) - load(a));
  const [worst, ...others] = behind;
  if (!worst) {
    return undefined;
  }
  const rate = (spec.peakRate * worst.weight) / weights;
  const needed = Math.ceil((rate * spec.durationMs) / 1000);
  const also = others.length > 0 ? `; ${others.map(({ name }) => name).join(', ')} fall behind as well` : '';
  const isRefused = plan.api && spec.peakRate > plan.api.rateLimit;
  return {
    code: 'peak-over-sustainable',
    severity: 'warning',
    message: `at a peak of ${spec.peakRate} messages/s, worker ${worst.name} gets ${rounded(rate)}/s, which needs ${needed} running at once; its ${worst.maximumConcurrency} keep up with ${rounded(worst.sustainableRatePerSecond)}/s, and ${isRefused ? 'the API refuses more' : 'the rest waits in its queue'}${also}`,
    hint: 'raise "concurrencyBudget", or shorten "durationMs"',
  };
};

const limitedDownstream: Check = (spec, plan) =>
  spec.downstreamConcurrency !== undefined &&
  spec.downstreamConcurrency < usableBudget(spec) &&
  plan.totals.maximum === spec.downstreamConcurrency
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
  return rate && plan.api?.rateLimit === rate.value && sustainableTotal(plan) > rate.value
    ? {
        code: 'api-throttle-limited-by-region',
        severity: 'info',
        message: `API Gateway grants all APIs of an account ${rate.value} requests/s in ${spec.region}; the workers could take ${rounded(sustainableTotal(plan))}/s`,
        hint: 'ask for a higher throttle (Service Quotas L-8A5B8E43), or lower "concurrencyBudget"',
      }
    : undefined;
};

/** Lambda counts requests as well as concurrency, over all functions of the account; batches under 100 ms can hit that first. */
const shortHandlers: Check = (spec, plan) => {
  const { value: perUnit } = lambdaQuotas.requestsPerUnit;
  const accountRequests = perUnit * spec.accountConcurrency;
  const requests = sustainableTotal(plan) / plan.workers[0]!.batchSize;
  return requests > accountRequests
    ? {
        code: 'requests-per-unit-limit',
        severity: 'warning',
        message: `busy workers invoke their functions ${rounded(requests)} times/s, and Lambda takes ${accountRequests} from the whole account: ${perUnit} for each of its ${spec.accountConcurrency} units of concurrency`,
        hint: `raise "batchSize" to at least ${Math.ceil(sustainableTotal(plan) / accountRequests)}, or raise the quota and give it as "accountConcurrency"`,
      }
    : undefined;
};

const tightTimeout: Check = (spec, plan) => {
  const { batchSize, functionTimeoutSeconds } = plan.workers[0]!;
  const batchSeconds = (batchSize * spec.durationMs) / 1000;
  const smallerBatch = `lower "batchSize" to ${Math.max(1, Math.floor(batchSize / 3))}, or `;
  return functionTimeoutSeconds < 2 * batchSeconds
    ? {
        code: 'timeout-close-to-batch',
        severity: 'warning',
        message: `a batch of ${batchSize} takes ${rounded(batchSeconds)} s at p95 and the function is cut off after ${functionTimeoutSeconds} s`,
        hint: `${batchSize > 1 ? smallerBatch : ''}shorten "durationMs"`,
      }
    : undefined;
};

const noHeadroom: Check = (_spec, plan) => {
  const tight = plan.workers.filter((worker) => worker.reservedConcurrency === worker.maximumConcurrency);
  return tight.length > 0
    ? {
        code: 'no-headroom',
        severity: 'info',
        message: `the reservation of ${tight.map(({ name }) => name).join(', ')} equals the maximum, so batches may be throttled and retried while a deployment runs two versions`,
        hint: 'raise "concurrencyBudget"; its tenth is shared in proportion to the maximum of each worker',
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
  noHeadroom,
];

const order: readonly Finding['severity'][] = ['error', 'warning', 'info'];

/** What a user should know about the plan, most severe first. */
export function findings(spec: ServiceSpec, plan: Numbers): Finding[] {
  return checks
    .flatMap((check) => check(spec, plan) ?? [])
    .sort((a, b) => order.indexOf(a.severity) - order.indexOf(b.severity));
}

function sustainableTotal(plan: Numbers): number {
  return total(plan.workers.map((worker) => worker.sustainableRatePerSecond));
}

function rounded(value: number): number {
  return Number(value.toPrecision(3));
}
