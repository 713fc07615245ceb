import type { MessageQueue, ReceivedMessage, ReceiveOptions } from '../../../src/local/event-source/message-queue';
import { pause } from '../../../src/local/pause';

interface Entry {
  readonly body: string;
  receives: number;
  visibleAt: number;
}

/** A queue in memory with a visibility timeout and a dead-letter queue. */
export class MemoryQueue implements MessageQueue {
  readonly name = 'shop-orders';
  readonly arn = 'arn:aws:sqs:eu-west-1:000000000000:shop-orders';
  readonly deadLetters: { readonly body: string; readonly receives: number }[] = [];
  private readonly entries = new Map<string, Entry>();

  constructor(
    readonly visibilityTimeoutSeconds = 30,
    private readonly maxReceiveCount = Infinity,
  ) {}

  get size(): number {
    return this.entries.size;
  }

  send(count: number, prefix = 'm'): void {
    for (let index = 0; index < count; index += 1) {
      this.entries.set(`${prefix}${index}`, { body: `${prefix}${index}`, receives: 0, visibleAt: 0 });
    }
  }

  async receive({ maxMessages, waitSeconds, signal }: ReceiveOptions): Promise<readonly ReceivedMessage[]> {
    const end = performance.now() + waitSeconds * 1000;
    for (;;) {
      const messages = this.take(maxMessages);
      if (messages.length > 0 || signal.aborted || performance.now() >= end) {
        return messages;
      }
      await pause(100);
    }
  }

  async delete(messages: readonly ReceivedMessage[]): Promise<void> {
    messages.forEach(({ MessageId }) => this.entries.delete(MessageId));
  }

  private take(most: number): ReceivedMessage[] {
    const now = performance.now();
    const visible = [...this.entries].filter(([, { visibleAt }]) => visibleAt <= now).slice(0, most);
    return visible.flatMap(([id, entry]) => {
      if (entry.receives >= this.maxReceiveCount) {
        this.entries.delete(id);
        this.deadLetters.push(entry);
        return [];
      }
      entry.receives += 1;
      entry.visibleAt = now + this.visibilityTimeoutSeconds * 1000;
      return [message(id, entry)];
    });
  }
}

function message(id: string, { body, receives }: Entry): ReceivedMessage {
  return {
    MessageId: id,
    ReceiptHandle: `${id}/${receives}`,
    Body: body,
    MD5OfBody: '',
    Attributes: { ApproximateReceiveCount: String(receives) },
  };
}
