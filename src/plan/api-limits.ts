import type { ConcurrencyPlan, Derivation, WorkerPlan } from './concurrency-plan';
import { explain, type Explanation } from './explain-plan';
import { frontDoorThrottle } from '../spec/front-door-throttle';
import type { ServiceSpec } from '../spec/service-spec';

/** Requests per second, and at once; API Gateway counts them for each method by itself. */
type Throttle = NonNullable<ConcurrencyPlan['api']>;

/**
 * Throttle of each method of the API that has none of its own: what the workers keep up with together, within what the
 * Region grants the account. The bucket holds one second of it, so a burst waits about a second in the queues.
 *
 * @returns undefined where the front door has no throttle that a service could set; then the queues take up the difference
 */
export function apiLimits(spec: ServiceSpec, sustainableRatePerSecond: number): Throttle | undefined {
  const throttle = frontDoorThrottle(spec);
  if (!throttle) {
    return undefined;
  }
  const rateLimit = Math.min(throttle.rate.value, roundDown(sustainableRatePerSecond));
  return { rateLimit, burstLimit: Math.max(1, Math.min(throttle.burst.value, Math.floor(rateLimit))) };
}

/** Whole requests, or thousandths where the workers take less than one a second. */
function roundDown(ratePerSecond: number): number {
  return ratePerSecond >= 1 ? Math.floor(ratePerSecond) : Math.max(0.001, Math.floor(ratePerSecond * 1000) / 1000);
}

/** How the throttle came about, from messages per second that the workers keep up with; empty without a throttle. */
export function deriveApiLimits(spec: ServiceSpec, sustainableRatePerSecond: number): Derivation[] {
  return deriveLimits(spec, {
    path: 'api',
    rate: "the workers' sustainable rates together",
    sustainableRatePerSecond,
  });
}

/** The throttle of a worker's own `POST`, and how each number came about. */
export interface PostLimits {
  readonly limits: Throttle;
  readonly explanations: readonly Explanation[];
}

/**
 * Throttle of `POST /<worker>`: what the worker keeps up with, within what the Region grants the account.
 *
 * @returns undefined where workers have no method of their own
 */
export function postLimits(
  spec: ServiceSpec,
  { name, sustainableRatePerSecond }: Pick<WorkerPlan, 'name' | 'sustainableRatePerSecond'>,
): PostLimits | undefined {
  const limits = spec.api === 'rest-sqs' ? apiLimits(spec, sustainableRatePerSecond) : undefined;
  const rate = "the worker's sustainable rate";
  const derivations = deriveLimits(spec, { path: `api.${name}.POST`, rate, sustainableRatePerSecond });
  return (
    limits && {
      limits,
      explanations: derivations.map((derivation) =>
        explain(derivation, limits[derivation.value.endsWith('.rateLimit') ? 'rateLimit' : 'burstLimit']),
      ),
    }
  );
}

/** What a throttle is derived from. */
interface ThrottleBasis {
  readonly path: string;
  /** The rate in words. */
  readonly rate: string;
  readonly sustainableRatePerSecond: number;
}

function deriveLimits(spec: ServiceSpec, { path, rate, sustainableRatePerSecond }: ThrottleBasis): Derivation[] {
  const throttle = frontDoorThrottle(spec);
  const limits = apiLimits(spec, sustainableRatePerSecond);
  if (!throttle || !limits) {
    return [];
  }
  return [
    {
      value: `${path}.rateLimit`,
      formula: `${rate}, rounded down, at most the Region's rate`,
      inputs: { sustainableRatePerSecond, regionRate: throttle.rate.value },
      source: throttle.rate.source,
    },
    {
      value: `${path}.burstLimit`,
      formula: "one second of rateLimit, at least 1, at most the Region's burst",
      inputs: { rateLimit: limits.rateLimit, regionBurst: throttle.burst.value },
      source: throttle.burst.source,
    },
  ];
}
