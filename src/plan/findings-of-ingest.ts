import type { Check } from './findings';
import { shown } from './shown';
import { appSyncQuotas, iotQuotas, parameterStoreQuotas, secretsManagerQuotas } from '../spec/aws-quotas';
import { frontDoorThrottle } from '../spec/front-door-throttle';

const limitedByRegion: Check = (spec, { api, totals }) => {
  const rate = frontDoorThrottle(spec)?.rate;
  if (!rate || api?.rateLimit !== rate.value || totals.sustainableRatePerSecond <= rate.value) {
    return undefined;
  }
  const isTooMuch = spec.peakRate > rate.value;
  const fate = isTooMuch ? `, and of a peak of ${spec.peakRate}/s it refuses the rest with 429` : '';
  return {
    code: 'api-throttle-limited-by-region',
    severity: isTooMuch ? 'warning' : 'info',
    message: `API Gateway grants all APIs of an account ${rate.value} requests/s in ${spec.region}; the workers could take ${shown(totals.sustainableRatePerSecond)}/s${fate}`,
    hint: `ask for a higher throttle (Service Quotas L-8A5B8E43)${isTooMuch ? '' : ', or lower "concurrencyBudget"'}`,
    source: rate.source,
  };
};

/** Which Region has which quota is only on the AWS page, so between the two the finding asks to look. */
const appSyncTokens: Check = (spec, { peak }) => {
  const { smaller, larger } = appSyncQuotas;
  const mutations = spec.response === 'subscription' ? 2 : 1; // the worker publishes the outcome with one of its own
  const tokens = peak.acceptedRatePerSecond * mutations;
  if (spec.api !== 'graphql' || tokens <= smaller.value) {
    return undefined;
  }
  const isOverAll = tokens > larger.value;
  return {
    code: 'appsync-tokens-over-quota',
    severity: isOverAll ? 'warning' : 'info',
    message: `a peak of ${shown(peak.acceptedRatePerSecond)} messages/s takes at least ${shown(tokens)} request tokens/s of AppSync, ${mutations} for each; an account has ${smaller.value} or ${larger.value}, depending on the Region`,
    hint: `look up the quota of ${spec.region} in Service Quotas, and ask for more than the peak takes`,
    source: smaller.source,
  };
};

const deviceConnections: Check = (spec, { peak }) => {
  const { value: most, source } = iotQuotas.publishesPerConnection;
  const devices = Math.ceil(peak.acceptedRatePerSecond / most);
  return spec.api === 'iot' && devices > 1
    ? {
        code: 'many-device-connections',
        severity: 'info',
        message: `a peak of ${shown(peak.acceptedRatePerSecond)} messages/s has to come over at least ${devices} connections: AWS IoT Core takes ${most} publishes/s from each`,
        hint: `spread the messages over as many devices, and compare the peak with the quota of ${spec.region} (Service Quotas L-4B33E451)`,
        source,
      }
    : undefined;
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
  appSyncTokens,
  deviceConnections,
  secretsNeedCaching,
  parametersWouldThrottle,
];
