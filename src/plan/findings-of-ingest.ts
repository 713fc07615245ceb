import type { Check } from './findings';
import { shown } from './shown';
import { ingestQuotas, parameterStoreQuotas, secretsManagerQuotas, type RegionalQuota } from '../spec/aws-quotas';
import { frontDoorThrottle } from '../spec/front-door-throttle';

const limitedByRegion: Check = (spec, { api, totals }) => {
  const rate = frontDoorThrottle(spec)?.rate;
  return rate && api?.rateLimit === rate.value && totals.sustainableRatePerSecond > rate.value
    ? {
        code: 'api-throttle-limited-by-region',
        severity: 'info',
        message: `API Gateway grants all APIs of an account ${rate.value} requests/s in ${spec.region}; the workers could take ${shown(totals.sustainableRatePerSecond)}/s`,
        hint: 'ask for a higher throttle (Service Quotas L-8A5B8E43), or lower "concurrencyBudget"',
        source: rate.source,
      }
    : undefined;
};

/** Which Region has which quota is only on the AWS page, so between the two the finding asks to look. */
const ingestOverQuota: Check = (spec, { peak }) => {
  const quota: RegionalQuota | undefined = spec.api === 'rest-sqs' ? undefined : ingestQuotas[spec.api];
  if (!quota || peak.acceptedRatePerSecond <= quota.smaller.value) {
    return undefined;
  }
  const { smaller, larger, counts } = quota;
  const isOverAll = peak.acceptedRatePerSecond > larger.value;
  return {
    code: 'ingest-over-region-quota',
    severity: isOverAll ? 'warning' : 'info',
    message: `a peak of ${shown(peak.acceptedRatePerSecond)} messages/s is over the ${smaller.value} ${counts}, that an account has in smaller Regions${isOverAll ? `, and over the ${larger.value} of the larger` : `; larger Regions have ${larger.value}`}`,
    hint: `look up the quota of ${spec.region} in Service Quotas and ask for more than the peak`,
    source: smaller.source,
  };
};

const secretsNeedCaching: Check = (_spec, { totals }) => {
  const { value: most, source } = secretsManagerQuotas.getSecretValue;
  const { uncachedSecretLookupsPerSecond: uncached = 0, secretLookupsPerSecond = 0 } = totals;
  return uncached > most
    ? {
        code: 'secrets-need-caching',
        severity: 'info',
        message: `read for each message, the downstream key would be looked up ${shown(uncached)} times/s, over the ${most} that Secrets Manager takes; the written cache makes it ${shown(secretLookupsPerSecond)}`,
        hint: 'keep the cache of the written handlers',
        source,
      }
    : undefined;
};

const parametersWouldThrottle: Check = (_spec, { totals }) => {
  const { value: most, source } = parameterStoreQuotas.getParameter;
  return totals.secretLookupsPerSecond !== undefined && totals.maximum > most
    ? {
        code: 'parameters-would-throttle',
        severity: 'info',
        message: `when all ${totals.maximum} execution environments start at once, each looks the downstream key up: Secrets Manager takes that, Parameter Store takes ${most}/s`,
        hint: 'keep the key in Secrets Manager, or turn on the higher throughput of Parameter Store before moving it there',
        source,
      }
    : undefined;
};

/** Findings about what lets messages in, and what handlers look up. */
export const ingestFindings: readonly Check[] = [
  limitedByRegion,
  ingestOverQuota,
  secretsNeedCaching,
  parametersWouldThrottle,
];
