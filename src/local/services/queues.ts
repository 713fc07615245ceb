import { call, type JsonService } from './aws-json';
import {
  type MessageQueue,
  messagesPerCall,
  type ReceivedMessage,
  type ReceiveOptions,
} from '../event-source/message-queue';
import type { QueueSettings } from '../template/queues';

/** Messages in a queue. */
export interface QueueDepth {
  /** Ready to be received. */
  readonly visible: number;
  /** Received, and neither deleted nor back yet. */
  readonly inFlight: number;
}

/** A queue of the local SQS. */
export class LocalQueue implements MessageQueue {
  constructor(
    private readonly sqs: JsonService,
    private current: QueueSettings,
  ) {}

  get settings(): QueueSettings {
    return this.current;
  }

  get name(): string {
    return this.settings.name;
  }

  get arn(): string {
    return this.settings.arn;
  }

  get visibilityTimeoutSeconds(): number {
    return this.settings.visibilityTimeoutSeconds;
  }

  /** @throws ServiceError when an attribute is not valid */
  async create(): Promise<void> {
    await call(this.sqs, 'CreateQueue', {
      input: { QueueName: this.settings.name, Attributes: this.settings.attributes },
    });
  }

  /**
   * Takes over other attributes; messages stay.
   *
   * @returns whether there was anything to take over
   * @throws ServiceError when an attribute is not valid; the queue is as it was then
   */
  async change(settings: QueueSettings): Promise<boolean> {
    if (JSON.stringify(settings) === JSON.stringify(this.settings)) {
      return false;
    }
    await call(this.sqs, 'SetQueueAttributes', {
      input: { QueueUrl: this.settings.url, Attributes: settings.attributes },
    });
    this.current = settings;
    return true;
  }

  async receive({ maxMessages, waitSeconds, signal }: ReceiveOptions): Promise<readonly ReceivedMessage[]> {
    const input = {
      QueueUrl: this.settings.url,
      MaxNumberOfMessages: maxMessages,
      WaitTimeSeconds: waitSeconds,
      MessageSystemAttributeNames: ['All'],
      MessageAttributeNames: ['All'],
    };
    const { Messages = [] } = await call<{ Messages?: ReceivedMessage[] }>(this.sqs, 'ReceiveMessage', {
      input,
      signal,
    });
    return Messages;
  }

  async delete(messages: readonly ReceivedMessage[]): Promise<void> {
    for (let begin = 0; begin < messages.length; begin += messagesPerCall) {
      const part = messages.slice(begin, begin + messagesPerCall);
      const Entries = part.map(({ ReceiptHandle }, index) => ({ Id: String(index), ReceiptHandle }));
      await call(this.sqs, 'DeleteMessageBatch', { input: { QueueUrl: this.settings.url, Entries } });
    }
  }

  /** Puts a received message into this queue as a new one. */
  async sendAgain({ Body, MessageAttributes = {} }: ReceivedMessage): Promise<void> {
    const input = { QueueUrl: this.settings.url, MessageBody: Body, MessageAttributes };
    await call(this.sqs, 'SendMessage', { input });
  }

  async depth(): Promise<QueueDepth> {
    const { Attributes } = await call<{ Attributes: Record<string, string> }>(this.sqs, 'GetQueueAttributes', {
      input: {
        QueueUrl: this.settings.url,
        AttributeNames: ['ApproximateNumberOfMessages', 'ApproximateNumberOfMessagesNotVisible'],
      },
    });
    return {
      visible: Number(Attributes.ApproximateNumberOfMessages),
      inFlight: Number(Attributes.ApproximateNumberOfMessagesNotVisible),
    };
  }
}
