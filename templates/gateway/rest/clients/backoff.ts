import { setTimeout as sleep } from 'node:timers/promises';

/** ms of the longest pause. */
const longestPauseMs = 20_000;

/**
 * Waits before the next try: twice as long each time, and anything from nothing to all of it, so that callers that
 * failed together do not come back together.
 *
 * @param tries how often it was tried so far, from 1
 * @param firstPauseMs ms of the longest first pause
 */
export async function pauseAfter(tries: number, firstPauseMs: number): Promise<void> {
  const longestMs = Math.min(longestPauseMs, firstPauseMs * 2 ** (tries - 1));
  await sleep(Math.random() * longestMs);
}
