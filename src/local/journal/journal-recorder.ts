import type { JournalEntry, KeptMessage, SentInput } from './journal-entry';
import type { MessageJournal } from './message-journal';

/** A call that SQS has answered with a success. */
export interface AnsweredCall {
  /** Such as `SendMessage`. */
  readonly operation: string;
  readonly input: unknown;
  /** JSON text. */
  readonly answer: string;
}

type EntryInput = SentInput & { readonly Id: string; readonly ReceiptHandle: string };
type Journal = Pick<MessageJournal, 'append' | 'close'>;
interface Received {
  readonly MessageId: string;
  readonly ReceiptHandle: string;
  readonly Attributes?: Readonly<Record<string, string>>;
}

/**
 * Writes down what SQS has done before it says so. Messages of an earlier run were sent to it anew; here they keep the id
 * and the time that they had.
 */
export class JournalRecorder {
  private journal: Journal | undefined;
  /** By the id that SQS gave them in this run. */
  private readonly earlier = new Map<string, Pick<KeptMessage, 'id' | 'sentAt'>>();
  private readonly handles = new Map<string, string>();
  private readonly newestHandles = new Map<string, string>();

  /** Writes down what comes from now on. What comes before restores messages that are in the journal already. */
  start(journal: Journal): void {
    this.journal = journal;
  }

  /** Ends the journal; SQS must have stopped. */
  stop(): void {
    this.journal?.close();
  }

  /** SQS has a message of an earlier run. */
  isEarlier(newId: string, { id, sentAt }: KeptMessage): void {
    this.earlier.set(newId, { id, sentAt });
  }

  /**
   * @returns what is to be answered
   * @throws Error when it cannot be written down: then nobody must rely on it
   */
  record(call: AnsweredCall): string {
    return this.journal ? this.recordIn(this.journal, call) : call.answer;
  }

  private recordIn(journal: Journal, { operation, input, answer }: AnsweredCall): string {
    const { QueueUrl } = input as { readonly QueueUrl?: string };
    const queue = QueueUrl?.split('/').at(-1) ?? '';
    switch (operation) {
      case 'SendMessage':
        journal.append({ sent: messageOf(queue, input as SentInput, JSON.parse(answer) as Success) });
        return answer;
      case 'SendMessageBatch':
        journal.append(...sentEntries(queue, entriesOf(input), successesOf(answer)));
        return answer;
      case 'ReceiveMessage': {
        const { entries, changed } = this.received(queue, answer);
        journal.append(...entries);
        return changed;
      }
      case 'DeleteMessage':
      case 'DeleteMessageBatch':
        journal.append(...this.deleted(operation === 'DeleteMessage' ? [input as EntryInput] : entriesOf(input)));
        return answer;
      case 'PurgeQueue':
      case 'DeleteQueue':
        journal.append({ purged: queue });
        return answer;
      default:
        return answer;
    }
  }

  private received(queue: string, answer: string): { readonly entries: JournalEntry[]; readonly changed: string } {
    const body = JSON.parse(answer) as { readonly Messages?: readonly Received[] };
    const messages = (body.Messages ?? []).map((message) => this.asSent(message));
    for (const { MessageId, ReceiptHandle } of messages) {
      this.handles.delete(this.newestHandles.get(MessageId) ?? '');
      this.handles.set(ReceiptHandle, MessageId);
      this.newestHandles.set(MessageId, ReceiptHandle);
    }
    const ids = messages.map(({ MessageId }) => MessageId);
    return {
      entries: ids.length > 0 ? [{ received: ids, queue }] : [],
      changed: this.earlier.size === 0 || ids.length === 0 ? answer : JSON.stringify({ ...body, Messages: messages }),
    };
  }

  /** Only the newest handle of a message deletes it. SQS takes every entry of a batch that it could read at all. */
  private deleted(entries: readonly Pick<EntryInput, 'ReceiptHandle'>[]): JournalEntry[] {
    const deleted = entries.flatMap(({ ReceiptHandle }) => this.handles.get(ReceiptHandle) ?? []);
    entries.forEach(({ ReceiptHandle }) => this.handles.delete(ReceiptHandle));
    deleted.forEach((id) => this.newestHandles.delete(id));
    return deleted.length > 0 ? [{ deleted }] : [];
  }

  private asSent(message: Received): Received {
    const { MessageId, Attributes } = message;
    const earlier = this.earlier.get(MessageId);
    if (!earlier) {
      return message;
    }
    const attributes = Attributes?.SentTimestamp && {
      Attributes: { ...Attributes, SentTimestamp: String(earlier.sentAt) },
    };
    return { ...message, MessageId: earlier.id, ...attributes };
  }
}

interface Success {
  readonly Id?: string;
  readonly MessageId: string;
}

function successesOf(answer: string): readonly Success[] {
  return (JSON.parse(answer) as { readonly Successful?: readonly Success[] }).Successful ?? [];
}

function entriesOf(input: unknown): readonly EntryInput[] {
  return (input as { readonly Entries?: readonly EntryInput[] }).Entries ?? [];
}

function sentEntries(queue: string, entries: readonly EntryInput[], successes: readonly Success[]): JournalEntry[] {
  const byId = new Map(entries.map((entry) => [entry.Id, entry]));
  return successes.map((success) => ({ sent: messageOf(queue, byId.get(success.Id!)!, success) }));
}

function messageOf(queue: string, given: SentInput, { MessageId: id }: Success): KeptMessage {
  const input = Object.fromEntries(sentFields.filter((name) => name in given).map((name) => [name, given[name]]));
  return { id, queue, sentAt: Date.now(), receives: 0, input: input as unknown as SentInput };
}

const sentFields = [
  'MessageBody',
  'MessageAttributes',
  'MessageSystemAttributes',
  'DelaySeconds',
  'MessageGroupId',
  'MessageDeduplicationId',
] as const satisfies readonly (keyof SentInput)[];
