import type { ConcurrencyPlan, Derivation } from './concurrency-plan';
import { rounded } from './worker-demand';
import { secretsManagerQuotas } from '../spec/aws-quotas';
import type { ServiceSpec } from '../spec/service-spec';

/** How long a worker remembers a secret: a rotated key is in use after this time, and lookups stay rare. */
export const secretCacheSeconds = 300;

type Lookups = Pick<ConcurrencyPlan['totals'], 'secretLookupsPerSecond' | 'uncachedSecretLookupsPerSecond'>;

/** What the lookups follow from. */
interface LookupBasis {
  /** Batches that run at once, which is how many execution environments are busy. */
  readonly maximum: number;
  readonly sustainableRatePerSecond: number;
}

/**
 * Lookups of the downstream key once the workers are warm: each execution environment makes one per lifetime of its cache;
 * without a cache, each message makes one. Empty where the workers need no key.
 */
export function secretLookups({ downstream }: ServiceSpec, basis: LookupBasis): Lookups {
  return downstream === 'http'
    ? {
        secretLookupsPerSecond: Number((basis.maximum / secretCacheSeconds).toPrecision(3)),
        uncachedSecretLookupsPerSecond: rounded(basis.sustainableRatePerSecond),
      }
    : {};
}

/** How the lookups came about; empty where the workers need no key. */
export function deriveSecretLookups(totals: ConcurrencyPlan['totals']): Derivation[] {
  const { maximum, sustainableRatePerSecond, secretLookupsPerSecond } = totals;
  const { value: lookupQuota, source } = secretsManagerQuotas.getSecretValue;
  return secretLookupsPerSecond === undefined
    ? []
    : [
        {
          value: 'totals.secretLookupsPerSecond',
          formula:
            'maximum / cacheSeconds, to compare with the quota of GetSecretValue; when all start at once, maximum',
          inputs: { maximum, cacheSeconds: secretCacheSeconds, lookupQuota },
          source: `Spillway convention; ${source}`,
        },
        {
          value: 'totals.uncachedSecretLookupsPerSecond',
          formula: 'sustainableRatePerSecond: one lookup for each message',
          inputs: { sustainableRatePerSecond, lookupQuota },
          source,
        },
      ];
}
