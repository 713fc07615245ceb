import { type AppSyncIdentityIAM, type Context, util } from '@aws-appsync/utils';

/**
 * The caller, as AppSync authenticated it: the ARN of the IAM user, or of the role and its session. Behind a Cognito identity
 * pool everybody shares one role and one session name, so there it is the identity's own id. No header counts: callers
 * choose their headers.
 */
export function callerOf(ctx: Context): string {
  const identity = ctx.identity as Partial<AppSyncIdentityIAM> | null | undefined;
  return identity?.cognitoIdentityId ?? identity?.userArn ?? util.unauthorized();
}
