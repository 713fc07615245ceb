import type { ConcurrencyPlan, Derivation } from './concurrency-plan';
import { frontDoorThrottle } from '../spec/front-door-throttle';
import type { ServiceSpec } from '../spec/service-spec';

/**
 * Throttle of the API: what the workers keep up with, within what the Region grants the account. The bucket holds one
 * second of it, so a burst waits about a second in the queues. Where no throttle can be set, the same numbers say from
 * where on the queues grow.
 */
export function apiLimits(spec: ServiceSpec, sustainableRatePerSecond: number): ConcurrencyPlan['api'] {
  const throttle = frontDoorThrottle(spec);
  const rateLimit = Math.min(throttle?.rate.value ?? Infinity, roundDown(sustainableRatePerSecond));
  return { rateLimit, burstLimit: Math.max(1, Math.min(throttle?.burst.value ?? Infinity, Math.floor(rateLimit))) };
}

/** Whole requests, or thousandths where the workers take less than one a second. */
function roundDown(ratePerSecond: number): number {
  return ratePerSecond >= 1 ? Math.floor(ratePerSecond) : Math.max(0.001, Math.floor(ratePerSecond * 1000) / 1000);
}

export function deriveApiLimits(spec: ServiceSpec, sustainableRatePerSecond: number): Derivation[] {
  const throttle = frontDoorThrottle(spec);
  const { rateLimit } = apiLimits(spec, sustainableRatePerSecond);
  if (!throttle) {
    return deriveUnenforced(sustainableRatePerSecond, rateLimit);
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
      inputs: { rateLimit, regionBurst: throttle.burst.value },
      source: throttle.burst.source,
    },
  ];
}

function deriveUnenforced(sustainableRatePerSecond: number, rateLimit: number): Derivation[] {
  return [
    {
      value: 'api.rateLimit',
      formula: "the workers' sustainable rates together, rounded down; not enforced, above it the queues grow",
      inputs: { sustainableRatePerSecond },
      source: 'Spillway',
    },
    {
      value: 'api.burstLimit',
      formula: 'one second of rateLimit, at least 1; not enforced',
      inputs: { rateLimit },
      source: 'Spillway',
    },
  ];
}
