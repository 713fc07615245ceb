/** A message attribute, as ReceiveMessage gives it. */
export interface MessageAttribute {
  readonly DataType: string;
  readonly StringValue?: string;
  /** Base64. */
  readonly BinaryValue?: string;
}

/** A message, as ReceiveMessage gives it. */
export interface ReceivedMessage {
  readonly MessageId: string;
  readonly ReceiptHandle: string;
  readonly Body: string;
  readonly MD5OfBody: string;
  readonly Attributes: Readonly<Record<string, string>>;
  readonly MessageAttributes?: Readonly<Record<string, MessageAttribute>>;
}

/** Most messages that one call receives or deletes (SQSDeveloperGuide/quotas-messages.html). */
export const messagesPerCall = 10;

/** Longest wait for a message, in seconds (SQSDeveloperGuide/sqs-short-and-long-polling.html). */
export const longestWaitSeconds = 20;

export interface ReceiveOptions {
  /** At most {@link messagesPerCall}. */
  readonly maxMessages: number;
  /** Whole seconds to wait while there is none; at most {@link longestWaitSeconds}. */
  readonly waitSeconds: number;
  readonly signal: AbortSignal;
}

/** A queue, as an event source mapping needs it. */
export interface MessageQueue {
  readonly name: string;
  readonly arn: string;
  readonly visibilityTimeoutSeconds: number;
  receive(options: ReceiveOptions): Promise<readonly ReceivedMessage[]>;
  /** Deletes any number of messages. */
  delete(messages: readonly ReceivedMessage[]): Promise<void>;
}
