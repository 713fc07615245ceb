import type { Send } from './api-connection';
import { pauseAfter } from './backoff';

/** Answers that mean "not now": throttled, or temporarily unavailable. */
const retriedStatuses: readonly number[] = [429, 503];

export interface RetryOptions {
  /** How often a request is sent at most. */
  readonly maxTries?: number;
  /** ms of the longest pause before the second try. */
  readonly firstPauseMs?: number;
}

/** Sends a request again as long as the API asks to come back later. The last answer counts, whatever it is. */
export function withRetries(send: Send, { maxTries = 6, firstPauseMs = 200 }: RetryOptions = {}): Send {
  return async (request) => {
    for (let tries = 1; ; tries += 1) {
      const answer = await send(request);
      if (!retriedStatuses.includes(answer.status) || tries === maxTries) {
        return answer;
      }
      await pauseAfter(tries, firstPauseMs);
    }
  };
}
