import type { ConcurrencyPlan, Derivation } from './concurrency-plan';
import { apiGatewayThrottle } from '../spec/aws-quotas';
import type { ServiceSpec } from '../spec/service-spec';

/** API styles whose front door takes whatever comes, up to quotas of the account; the queues take up the difference. */
const unthrottled: readonly ServiceSpec['api'][] = ['iot'];

/**
 * Throttle of the API: what the workers keep up with, within what the Region grants the account. The bucket holds one
 * second of it, so a burst waits about a second in the queues.
 *
 * @returns undefined where there is none to set
 */
export function apiLimits(spec: ServiceSpec, sustainableRatePerSecond: number): ConcurrencyPlan['api'] {
  if (unthrottled.includes(spec.api)) {
    return undefined;
  }
  const { rate, burst } = apiGatewayThrottle(spec.region);
  const rateLimit = Math.min(rate.value, roundDown(sustainableRatePerSecond));
  return { rateLimit, burstLimit: Math.max(1, Math.min(burst.value, Math.floor(rateLimit))) };
}

/** Whole requests, or thousandths where the workers take less than one a second. */
function roundDown(ratePerSecond: number): number {
  return ratePerSecond >= 1 ? Math.floor(ratePerSecond) : Math.max(0.001, Math.floor(ratePerSecond * 1000) / 1000);
}

export function deriveApiLimits(spec: ServiceSpec, sustainableRatePerSecond: number): Derivation[] {
  const limits = apiLimits(spec, sustainableRatePerSecond);
  if (!limits) {
    return [];
  }
  const { rate, burst } = apiGatewayThrottle(spec.region);
  return [
    {
      value: 'api.rateLimit',
      formula: "the workers' sustainable rates together, rounded down, at most the Region's rate",
      inputs: { sustainableRatePerSecond, regionRate: rate.value },
      source: rate.source,
    },
    {
      value: 'api.burstLimit',
      formula: "one second of rateLimit, at least 1, at most the Region's burst",
      inputs: { rateLimit: limits.rateLimit, regionBurst: burst.value },
      source: burst.source,
    },
  ];
}
