import type { EventSourceSettings } from './event-source-settings';
import { type MessageQueue, messagesPerCall, type ReceivedMessage, type ReceiveOptions } from './message-queue';
import { pause } from '../pause';

/** Characters of bodies at which a batch counts as full: the payload limit of 6 MB (lambda/latest/dg/services-sqs-configure.html). */
const payloadLimit = 6_000_000;

/** Milliseconds between two looks into the queue when less than the second is left that a wait takes at least. */
const lookAgainMs = 50;

/**
 * Receives more messages until the batch is full or the batching window is over.
 *
 * @param first what has been received already
 */
export async function fillBatch(
  queue: MessageQueue,
  first: readonly ReceivedMessage[],
  { batchSize, batchWindowMs, signal }: EventSourceSettings & { readonly signal: AbortSignal },
): Promise<readonly ReceivedMessage[]> {
  const batch = [...first];
  const end = performance.now() + batchWindowMs;
  while (batch.length < batchSize && payloadOf(batch) < payloadLimit && !signal.aborted) {
    const leftMs = end - performance.now();
    if (leftMs <= 0) {
      break;
    }
    const waitSeconds = Math.floor(leftMs / 1000);
    const maxMessages = Math.min(messagesPerCall, batchSize - batch.length);
    const more = await receiveMore(queue, { maxMessages, waitSeconds, signal });
    if (more === undefined) {
      break;
    }
    batch.push(...more);
    if (more.length === 0 && waitSeconds === 0) {
      await pause(Math.min(lookAgainMs, leftMs), signal);
    }
  }
  return batch;
}

/** Undefined when the queue does not answer: what has been received already must be handled all the same. */
async function receiveMore(
  queue: MessageQueue,
  options: ReceiveOptions,
): Promise<readonly ReceivedMessage[] | undefined> {
  try {
    return await queue.receive(options);
  } catch {
    return undefined;
  }
}

function payloadOf(batch: readonly ReceivedMessage[]): number {
  return batch.reduce((sum, { Body }) => sum + Body.length, 0);
}
