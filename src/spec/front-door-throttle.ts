import { apiGatewayThrottle, type Quota } from './aws-quotas';
import type { ServiceSpec } from './service-spec';

/** Cells whose requests pass a stage of API Gateway. AppSync shares one quota over all APIs and throttles none alone. */
const throttledCells: Readonly<Record<ServiceSpec['api'], Readonly<Record<ServiceSpec['auth'], boolean>>>> = {
  'rest-sqs': { sigv4: true, x509: true },
  graphql: { sigv4: false, x509: true },
};

/** What the Region grants the throttle of the front door; undefined where a single API cannot be throttled. */
export function frontDoorThrottle({
  api,
  auth,
  region,
}: Pick<ServiceSpec, 'api' | 'auth' | 'region'>): { readonly rate: Quota; readonly burst: Quota } | undefined {
  return throttledCells[api][auth] ? apiGatewayThrottle(region) : undefined;
}
