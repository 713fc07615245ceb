import { apiGatewayThrottle, type Quota } from './aws-quotas';
import { throttledCells } from './compatibility';
import type { ServiceSpec } from './service-spec';

/** What the Region grants the throttle of the front door; undefined where a single API cannot be throttled. */
export function frontDoorThrottle({
  api,
  auth,
  region,
}: Pick<ServiceSpec, 'api' | 'auth' | 'region'>): { readonly rate: Quota; readonly burst: Quota } | undefined {
  return throttledCells[api][auth] ? apiGatewayThrottle(region) : undefined;
}
