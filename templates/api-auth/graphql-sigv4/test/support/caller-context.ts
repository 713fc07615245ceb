import type { ResolverContext } from './resolver';

/** Who calls in the tests. */
export const caller = 'arn:aws:sts::111122223333:assumed-role/shop/session+1@example.com';

/** What a resolver learns of its caller. */
export function callerContext(userArn = caller): ResolverContext {
  return { identity: { accountId: '111122223333', userArn, username: 'AROA:session' }, request: { headers: {} } };
}
