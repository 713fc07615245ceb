import { type AppSyncIdentityIAM, type Context, util } from '@aws-appsync/utils';
import { subjectHeader } from './subject-header';

/**
 * The caller: the subject distinguished name of its certificate. API Gateway took it from the TLS handshake, and puts it into a
 * header. From anybody else the header means nothing: whoever may call AppSync directly can write there what it likes.
 */
export function callerOf(ctx: Context): string {
  const identity = ctx.identity as Partial<AppSyncIdentityIAM> | null | undefined;
  const subject = ctx.request.headers[subjectHeader];
  if (!subject || !identity?.userArn?.startsWith(ctx.env.GATEWAY_SESSIONS!)) {
    util.unauthorized();
  }
  return subject;
}
