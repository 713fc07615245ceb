import { setTimeout as sleep } from 'node:timers/promises';
import type { WorkerName } from '../src/spillway/concurrency';
import { finishedField } from '../src/spillway/subscription-field-names';
import type { GraphqlClient } from './graphql-client';
import { type MessageStatus, outcomeOf, statusOf } from './status';
import { Subscription } from './subscription';

export interface WaitOptions {
  /** ms after which to give up. */
  readonly timeoutMs?: number;
}

/**
 * Waits on a WebSocket until a message is done. Looks at the status once the subscription stands: a message that was done
 * before is not published again.
 *
 * @returns what the handler returned
 * @throws MessageFailedError when it has failed for good; Error when the time is up or the connection is lost
 */
export async function waitForResult(
  client: GraphqlClient,
  worker: WorkerName,
  id: string,
  { timeoutMs = 60_000 }: WaitOptions = {},
): Promise<unknown> {
  const document = `subscription ($id: ID!) { message: ${finishedField(worker)}(id: $id) { status result } }`;
  const subscription = await Subscription.open<{ message: MessageStatus }>(client, document, { id });
  const timer = new AbortController();
  const late = sleep(timeoutMs, undefined, { signal: timer.signal }).then(() => {
    throw new Error(`message ${id} is not done after ${timeoutMs} ms`);
  });
  late.catch(() => undefined); // aborted when the message is done
  try {
    await Promise.race([subscription.started, late]);
    const before = outcomeOf(id, await statusOf(client, worker, id));
    const outcome = before ?? outcomeOf(id, (await Promise.race([subscription.next, late])).message);
    return outcome?.result;
  } finally {
    timer.abort();
    subscription.close();
  }
}
