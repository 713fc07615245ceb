import { type Context, extensions, type NONERequest, util } from '@aws-appsync/utils';
import { callerOf } from './caller';

export function request(): NONERequest {
  return { payload: {} };
}

/**
 * Lets a subscriber hear of the message only if it sent it. AppSync applies the filter to every publication, so it holds for
 * messages that nobody has picked up yet, and an id that became known is of no use to others.
 */
export function response(ctx: Context): null {
  const own = { id: { eq: ctx.args.id }, principal: { eq: callerOf(ctx) } };
  extensions.setSubscriptionFilter(util.transform.toSubscriptionFilter(own));
  return null;
}
