import type { LocalQueue } from './queues';
import { messagesPerCall } from '../event-source/message-queue';

/**
 * Moves every message of a dead-letter queue back to its queue, where its receives are counted anew.
 *
 * @returns how many were moved
 */
export async function redrive(deadLetters: LocalQueue, target: LocalQueue): Promise<number> {
  const { signal } = new AbortController();
  for (let moved = 0; ;) {
    const messages = await deadLetters.receive({ maxMessages: messagesPerCall, waitSeconds: 0, signal });
    if (messages.length === 0) {
      return moved;
    }
    for (const message of messages) {
      await target.sendAgain(message);
    }
    await deadLetters.delete(messages);
    moved += messages.length;
  }
}
