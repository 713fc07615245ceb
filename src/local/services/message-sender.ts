import { call, type JsonService, ServiceError } from './aws-json';
import { messagesPerCall } from '../event-source/message-queue';

/** What SendMessage takes beside the queue. */
export interface OutgoingMessage {
  readonly MessageBody: string;
  readonly MessageAttributes?: Readonly<Record<string, object>>;
  readonly DelaySeconds?: number;
  readonly MessageGroupId?: string;
  readonly MessageDeduplicationId?: string;
}

/** What SendMessage answers, such as `MessageId`. */
export type SentMessage = Readonly<Record<string, unknown>>;

interface Waiting {
  readonly message: OutgoingMessage;
  readonly resolve: (sent: SentMessage) => void;
  readonly reject: (error: Error) => void;
}

interface BatchAnswer {
  readonly Successful?: readonly (SentMessage & { readonly Id: string })[];
  readonly Failed?: readonly { readonly Id: string; readonly Code: string; readonly Message?: string }[];
}

/** Characters of a body that shares a call: ten of them, attributes included, stay far below what a call may carry. */
const longestShared = 10_000;

/**
 * Sends messages to one queue. Those that come while one turn of the event loop lasts travel in one call: under load,
 * what a call costs is most of what a message costs.
 */
export class MessageSender {
  private waiting: Waiting[] = [];

  constructor(
    private readonly sqs: JsonService,
    private readonly queueUrl: string,
  ) {}

  /** @throws ServiceError when the queue does not take this message; Error when nothing answers */
  send(message: OutgoingMessage): Promise<SentMessage> {
    return new Promise((resolve, reject) => {
      if (this.waiting.push({ message, resolve, reject }) === 1) {
        setImmediate(() => this.sendWaiting());
      }
    });
  }

  private sendWaiting(): void {
    const waiting = this.waiting;
    this.waiting = [];
    const short = waiting.filter(({ message }) => isShort(message));
    for (let begin = 0; begin < short.length; begin += messagesPerCall) {
      void this.sendTogether(short.slice(begin, begin + messagesPerCall));
    }
    waiting.filter(({ message }) => !isShort(message)).forEach((one) => void this.sendAlone(one));
  }

  private async sendTogether(batch: readonly Waiting[]): Promise<void> {
    if (batch.length === 1) {
      return this.sendAlone(batch[0]!);
    }
    const Entries = batch.map(({ message }, index) => ({ Id: String(index), ...message }));
    try {
      const input = { QueueUrl: this.queueUrl, Entries };
      const { Successful = [], Failed = [] } = await call<BatchAnswer>(this.sqs, 'SendMessageBatch', { input });
      Successful.forEach(({ Id, ...sent }) => batch[Number(Id)]!.resolve(sent));
      Failed.forEach(({ Id, Code, Message }) =>
        batch[Number(Id)]!.reject(new ServiceError(400, Code, Message ?? Code)),
      );
    } catch (error) {
      batch.forEach(({ reject }) => reject(error as Error));
    }
  }

  private async sendAlone({ message, resolve, reject }: Waiting): Promise<void> {
    const input = { QueueUrl: this.queueUrl, ...message };
    await call<SentMessage>(this.sqs, 'SendMessage', { input }).then(resolve, reject);
  }
}

/** An empty body is refused by SendMessage alone, so that it goes alone. */
function isShort({ MessageBody }: OutgoingMessage): boolean {
  return MessageBody.length > 0 && MessageBody.length <= longestShared;
}
