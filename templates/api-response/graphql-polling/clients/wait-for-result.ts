import { setTimeout as sleep } from 'node:timers/promises';
import type { WorkerName } from '../src/spillway/concurrency';
import type { GraphqlClient } from './graphql-client';
import { outcomeOf, statusOf } from './status';

export interface WaitOptions {
  /** ms after which to give up. */
  readonly timeoutMs?: number;
  /** ms before the second look; each pause is half as long again as the one before, up to 5 s. */
  readonly pauseMs?: number;
}

const longestPauseMs = 5_000;

/**
 * Polls until a message is done.
 *
 * @returns what the handler returned
 * @throws MessageFailedError when it has failed for good; Error when the time is up
 */
export async function waitForResult(
  client: GraphqlClient,
  worker: WorkerName,
  id: string,
  { timeoutMs = 60_000, pauseMs = 250 }: WaitOptions = {},
): Promise<unknown> {
  const deadline = Date.now() + timeoutMs;
  for (let pause = pauseMs; Date.now() < deadline; pause = Math.min(1.5 * pause, longestPauseMs)) {
    const outcome = outcomeOf(id, await statusOf(client, worker, id));
    if (outcome) {
      return outcome.result;
    }
    await sleep(pause);
  }
  throw new Error(`message ${id} is not done after ${timeoutMs} ms`);
}
