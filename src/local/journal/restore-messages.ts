import type { KeptMessage } from './journal-entry';
import type { JournalRecorder } from './journal-recorder';
import { messagesPerCall } from '../event-source/message-queue';
import { call, type JsonService } from '../services/aws-json';
import type { QueueSettings } from '../template/queues';

export interface RestoreOptions {
  readonly sqs: JsonService;
  readonly queue: QueueSettings;
  readonly messages: readonly KeptMessage[];
  readonly recorder: JournalRecorder;
}

/** Characters of the bodies and attributes of one call; SQS takes a MiB, and a character can have four bytes. */
const charactersPerCall = 262_144;

/** Seconds for which nobody else sees what is received here: the longest that SQS takes. */
const longestVisibilityTimeoutSeconds = 43_200;

/** Puts messages of an earlier run back into their queue, and has each received as often as it had been. */
export async function restoreMessages(options: RestoreOptions): Promise<void> {
  const { queue, messages } = options;
  // without a dead-letter queue nothing follows from the count, and what is received one by one must keep its order
  const countsReceives = queue.deadLetterQueueArn !== undefined && !queue.name.endsWith('.fifo');
  if (!countsReceives) {
    return send(options);
  }
  const most = messages.reduce((count, { receives }) => Math.max(count, receives), 0);
  let sent = 0;
  for (let receives = most; receives >= 0; receives -= 1) {
    const group = messages.filter((message) => message.receives === receives);
    await send({ ...options, messages: group });
    sent += group.length;
    if (receives > 0) {
      await receiveOnce(sent, options);
    }
  }
}

async function send({ sqs, queue, messages, recorder }: RestoreOptions): Promise<void> {
  for (const part of partsOf(messages)) {
    const Entries = part.map((message, index) => ({
      Id: String(index),
      ...message.input,
      ...(queue.name.endsWith('.fifo') ? {} : { DelaySeconds: delayLeft(message, queue) }),
    }));
    const { Successful = [], Failed = [] } = await call<Sent>(sqs, 'SendMessageBatch', {
      input: { QueueUrl: queue.url, Entries },
    });
    if (Failed[0]) {
      const { Id, Message } = Failed[0];
      throw new Error(`message ${part[Number(Id)]!.id} cannot be put back into ${queue.name}: ${Message}`);
    }
    Successful.forEach(({ Id, MessageId }) => recorder.isEarlier(MessageId, part[Number(Id)]!));
  }
}

interface Sent {
  readonly Successful?: readonly { readonly Id: string; readonly MessageId: string }[];
  readonly Failed?: readonly { readonly Id: string; readonly Message?: string }[];
}

function delayLeft({ input, sentAt }: KeptMessage, { attributes }: QueueSettings): number {
  const delaySeconds = input.DelaySeconds ?? Number(attributes.DelaySeconds ?? 0);
  return Math.max(0, Math.ceil(delaySeconds - (Date.now() - sentAt) / 1000));
}

function* partsOf(messages: readonly KeptMessage[]): Generator<readonly KeptMessage[]> {
  let part: KeptMessage[] = [];
  let characters = 0;
  for (const message of messages) {
    const more = JSON.stringify(message.input).length;
    if (part.length === messagesPerCall || (part.length > 0 && characters + more > charactersPerCall)) {
      yield part;
      [part, characters] = [[], 0];
    }
    part.push(message);
    characters += more;
  }
  if (part.length > 0) {
    yield part;
  }
}

/** Receives every message of a queue, and only then lets them be seen again. */
async function receiveOnce(count: number, { sqs, queue: { url: QueueUrl } }: RestoreOptions): Promise<void> {
  const handles: string[] = [];
  while (handles.length < count) {
    const { Messages = [] } = await call<{ Messages?: { ReceiptHandle: string }[] }>(sqs, 'ReceiveMessage', {
      input: { QueueUrl, MaxNumberOfMessages: messagesPerCall, VisibilityTimeout: longestVisibilityTimeoutSeconds },
    });
    if (Messages.length === 0) {
      throw new Error(`${QueueUrl} gave ${handles.length} of ${count} messages`);
    }
    handles.push(...Messages.map(({ ReceiptHandle }) => ReceiptHandle));
  }
  for (let begin = 0; begin < handles.length; begin += messagesPerCall) {
    const part = handles.slice(begin, begin + messagesPerCall);
    const Entries = part.map((ReceiptHandle, index) => ({ Id: String(index), ReceiptHandle, VisibilityTimeout: 0 }));
    await call(sqs, 'ChangeMessageVisibilityBatch', { input: { QueueUrl, Entries } });
  }
}
