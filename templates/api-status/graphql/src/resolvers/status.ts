import { type Context, type DynamoDBGetItemRequest, runtime, util } from '@aws-appsync/utils';
import { callerOf } from './caller';
import { failUnavailable } from './fail-unavailable';

/** Name of the worker whose messages are asked about; filled in when the resolver is bundled. */
declare const WORKER_NAME: string;

/** Characters of every id that `submit` gives out. What is shorter or longer is unknown, and some of it no key at all. */
const idLength = 36;

/** Looks the message up. The worker is part of the key: a message of another worker is not found. */
export function request(ctx: Context): DynamoDBGetItemRequest {
  if (ctx.args.id.length !== idLength) {
    runtime.earlyReturn(null);
  }
  return { operation: 'GetItem', key: util.dynamodb.toMapValues({ id: ctx.args.id, worker: WORKER_NAME }) };
}

/**
 * The status, for the caller that sent the message. Not there and not the caller's are one case, by intent: an answer that
 * tells them apart would let a caller find out which ids exist.
 */
export function response(ctx: Context): unknown {
  if (ctx.error) {
    failUnavailable(`status not read: ${ctx.error.message}`);
  }
  const caller = callerOf(ctx);
  return ctx.result?.principal === caller ? ctx.result : null;
}
