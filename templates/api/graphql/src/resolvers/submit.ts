import { type Context, type HTTPRequest, util } from '@aws-appsync/utils';
import { callerOf } from './caller';
import { failUnavailable } from './fail-unavailable';

/** Path of the worker's queue at the SQS endpoint; filled in when the resolver is bundled. */
declare const QUEUE_PATH: string;

/** Sends the payload to the queue, in an envelope with the values that the worker trusts: no payload can forge them. */
export function request(ctx: Context): HTTPRequest<string> {
  ctx.stash.id = util.autoId();
  const message = JSON.stringify({ id: ctx.stash.id, principal: callerOf(ctx), payload: ctx.args.payload });
  return {
    method: 'POST',
    resourcePath: QUEUE_PATH,
    params: {
      headers: { 'content-type': 'application/x-www-form-urlencoded' },
      body: `Action=SendMessage&Version=2012-11-05&MessageBody=${util.urlEncode(message)}`,
    },
  };
}

/** An answer of SQS other than a success is no error to AppSync: the status must be looked at. */
export function response(ctx: Context): { id: string } {
  if (ctx.error) {
    failUnavailable(`SQS not reached: ${ctx.error.message}`);
  }
  if (ctx.result.statusCode === 400 && blamesMessage(ctx.result.body)) {
    util.error('the message is larger than 1 MiB, or holds characters that a queue does not take', 'BadRequest');
  }
  if (ctx.result.statusCode !== 200) {
    failUnavailable(`SQS answered ${ctx.result.statusCode}`);
  }
  return { id: ctx.stash.id };
}

/**
 * Whether SQS refused the message itself: over 1 MiB, or with characters outside of XML 1.0. A missing queue and throttling are
 * a 400 as well, and no fault of the caller. SQS answers in XML.
 */
function blamesMessage(body: string): boolean {
  return body.includes('<Code>InvalidMessageContents</Code>') || body.includes('<Code>InvalidParameterValue</Code>');
}
