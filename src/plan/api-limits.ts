import type { ConcurrencyPlan, Derivation } from './concurrency-plan';
import { frontDoorThrottle } from '../spec/front-door-throttle';
import type { ServiceSpec } from '../spec/service-spec';

/**
 * Throttle of the API: what the workers keep up with, within what the Region grants the account. The bucket holds one
 * second of it, so a burst waits about a second in the queues.
 *
 * @returns undefined where the front door has no throttle that a service could set; then the queues take up the difference
 */
export function apiLimits(spec: ServiceSpec, sustainableRatePerSecond: number): ConcurrencyPlan['api'] {
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
  const throttle = frontDoorThrottle(spec);
  const limits = apiLimits(spec, sustainableRatePerSecond);
  if (!throttle || !limits) {
    return [];
  }
  return [
    {
      value: 'api.rateLimit',
      formula: "the workers' sustainable rates together, rounded down, at most the Region's rate",
      inputs: { sustainableRatePerSecond, regionRate: throttle.rate.value },
      source: throttle.rate.source,
    },
    {
      value: 'api.burstLimit',
      formula: "one second of rateLimit, at least 1, at most the Region's burst",
      inputs: { rateLimit: limits.rateLimit, regionBurst: throttle.burst.value },
      source: throttle.burst.source,
    },
  ];
}
