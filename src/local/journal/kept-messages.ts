import type { JournalEntry, KeptMessage, PlaceOf } from './journal-entry';

/**
 * What is still in the queues after all that a journal tells, in the order in which it was sent. The order of lines about
 * one message says nothing: somebody who waits for a message can have it before whoever sent it is answered.
 */
export function keptMessages(entries: Iterable<JournalEntry>, placeOf: PlaceOf): KeptMessage[] {
  const messages = new Map<string, KeptMessage>();
  const early = new Map<string, { queue: string; receives: number }>();
  const deleted = new Set<string>();
  for (const entry of entries) {
    if ('sent' in entry) {
      take(entry.sent);
    } else if ('received' in entry) {
      entry.received.forEach((id) => receive(id, entry.queue));
    } else if ('deleted' in entry) {
      entry.deleted.forEach(forget);
    } else {
      [...messages.values()].filter(({ queue }) => queue === entry.purged).forEach(({ id }) => forget(id));
    }
  }
  return [...messages.values()];

  function take(message: KeptMessage): void {
    const { id, receives, queue } = { ...message, ...early.get(message.id) };
    // a queue that recognizes duplicates answers the second with the id of the first
    if (!deleted.has(id) && !messages.has(id)) {
      messages.set(id, { ...message, receives, queue: placeOf(queue, receives) });
    }
  }

  function receive(id: string, queue: string): void {
    const message = messages.get(id);
    if (message) {
      const receives = message.receives + 1;
      messages.set(id, { ...message, receives, queue: placeOf(queue, receives) });
    } else {
      early.set(id, { queue, receives: (early.get(id)?.receives ?? 0) + 1 });
    }
  }

  function forget(id: string): void {
    messages.delete(id);
    deleted.add(id);
  }
}
