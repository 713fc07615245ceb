import { exampleCaller } from './caller';
import type { ResolverContext } from './resolver';

/** What the ARN of the gateway's role begins with, in every session. */
const gatewaySessions = 'arn:aws:sts::111122223333:assumed-role/gateway/';

/** Who calls in the tests. */
export const caller = exampleCaller;

/** What a resolver learns when the gateway passes a request on, or when somebody else calls in its place. */
export function callerContext(userArn = `${gatewaySessions}BackplaneAssumeRoleSession`): ResolverContext {
  return {
    env: { GATEWAY_SESSIONS: gatewaySessions },
    identity: { accountId: '111122223333', userArn },
    request: { headers: { 'x-client-subject-dn': caller } },
  };
}
