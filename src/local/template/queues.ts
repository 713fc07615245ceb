import { localAccount, type Properties, type StackReader } from './stack-reader';

/** A queue of the template. */
export interface QueueSettings {
  readonly name: string;
  readonly arn: string;
  readonly url: string;
  /** As CreateQueue takes them. */
  readonly attributes: Readonly<Record<string, string>>;
  readonly visibilityTimeoutSeconds: number;
  /** Where messages go that were received too often. */
  readonly deadLetterQueueArn?: string;
  readonly maxReceiveCount?: number;
}

/** Properties that are attributes of the same name. */
const sameName = [
  'ContentBasedDeduplication',
  'DelaySeconds',
  'FifoQueue',
  'MaximumMessageSize',
  'MessageRetentionPeriod',
  'ReceiveMessageWaitTimeSeconds',
  'VisibilityTimeout',
] as const;

/** Seconds that SQS takes where the template does not say (SQSDeveloperGuide/sqs-visibility-timeout.html). */
const defaultVisibilityTimeoutSeconds = 30;

/** Bytes of the largest message, attributes included (SQSDeveloperGuide/quotas-messages.html). */
const largestMessageBytes = 1_048_576;

/** The queues, dead-letter queues before those that name them. */
export function readQueues(reader: StackReader): QueueSettings[] {
  const queues = reader.resources('AWS::SQS::Queue').map(({ logicalId, properties }) => {
    const { deadLetterTargetArn, maxReceiveCount } = (properties.RedrivePolicy ?? {}) as Properties;
    return {
      name: String(reader.attribute(logicalId, 'QueueName')),
      arn: `arn:aws:sqs:${reader.stack.region}:${localAccount}:${String(reader.attribute(logicalId, 'QueueName'))}`,
      url: String(reader.ref(logicalId)),
      attributes: attributesOf(properties),
      visibilityTimeoutSeconds: Number(properties.VisibilityTimeout ?? defaultVisibilityTimeoutSeconds),
      ...(deadLetterTargetArn === undefined
        ? {}
        : { deadLetterQueueArn: String(deadLetterTargetArn), maxReceiveCount: Number(maxReceiveCount) }),
    };
  });
  return queues.sort((a, b) => Number(a.maxReceiveCount !== undefined) - Number(b.maxReceiveCount !== undefined));
}

function attributesOf(properties: Properties): Record<string, string> {
  const stated = sameName.filter((name) => properties[name] !== undefined);
  return {
    MaximumMessageSize: String(largestMessageBytes),
    ...Object.fromEntries(stated.map((name) => [name, String(properties[name])])),
    ...(properties.RedrivePolicy === undefined ? {} : { RedrivePolicy: JSON.stringify(properties.RedrivePolicy) }),
  };
}
