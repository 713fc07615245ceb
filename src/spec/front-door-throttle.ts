import { apiGatewayThrottle, type Quota } from './aws-quotas';
import type { ServiceSpec } from './service-spec';

/** API styles whose requests pass a stage of API Gateway. AppSync shares one quota over all APIs and throttles none alone. */
const throttledStyles: Readonly<Record<ServiceSpec['api'], boolean>> = { 'rest-sqs': true, graphql: false };

/** What the Region grants the throttle of the front door; undefined where a single API cannot be throttled. */
export function frontDoorThrottle({
  api,
  region,
}: Pick<ServiceSpec, 'api' | 'region'>): { readonly rate: Quota; readonly burst: Quota } | undefined {
  return throttledStyles[api] ? apiGatewayThrottle(region) : undefined;
}
