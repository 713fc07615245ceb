import type { Context, NONERequest } from '@aws-appsync/utils';
import { callerOf } from './caller';

export function request(): NONERequest {
  return { payload: {} };
}

/** Tells a caller who it is to the API. */
export function response(ctx: Context): string {
  return callerOf(ctx);
}
