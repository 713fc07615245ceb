import { type AppSyncIdentityIAM, type Context, type NONERequest, util } from '@aws-appsync/utils';

/** ARN of the worker's role, up to the name of the session; filled in when the resolver is bundled. */
declare const WORKER_SESSIONS: string;

/**
 * Passes on what the worker tells. The permission alone is not enough: somebody with all of `appsync:GraphQL` could otherwise
 * tell callers that their messages are done.
 */
export function request(ctx: Context): NONERequest {
  const identity = ctx.identity as Partial<AppSyncIdentityIAM> | null | undefined;
  if (!identity?.userArn?.startsWith(WORKER_SESSIONS)) {
    util.unauthorized();
  }
  return { payload: ctx.args };
}

export function response(ctx: Context): unknown {
  return ctx.result;
}
