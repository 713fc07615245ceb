import type { Derivation } from './concurrency-plan';
import { secretsManagerQuotas } from '../spec/aws-quotas';
import type { ServiceSpec } from '../spec/service-spec';

/** How long a worker remembers a secret: a rotated key is in use after this time, and lookups stay rare. */
export const secretCacheSeconds = 300;

/**
 * Lookups of the downstream key once the workers are warm: each execution environment makes one per lifetime of its cache.
 * Undefined where the workers need no key.
 *
 * @param maximum batches that run at once, which is how many execution environments are busy
 */
export function secretLookupsPerSecond({ downstream }: ServiceSpec, maximum: number): number | undefined {
  return downstream === 'http' ? Number((maximum / secretCacheSeconds).toPrecision(3)) : undefined;
}

/** How the lookups came about; empty where the workers need no key. */
export function deriveSecretLookups(spec: ServiceSpec, maximum: number): Derivation[] {
  const { value: lookupQuota, source } = secretsManagerQuotas.getSecretValue;
  return secretLookupsPerSecond(spec, maximum) === undefined
    ? []
    : [
        {
          value: 'totals.secretLookupsPerSecond',
          formula:
            'maximum / cacheSeconds, to compare with the quota of GetSecretValue; when all start at once, maximum',
          inputs: { maximum, cacheSeconds: secretCacheSeconds, lookupQuota },
          source: `Spillway convention; ${source}`,
        },
      ];
}
