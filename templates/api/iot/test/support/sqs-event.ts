import type { SQSEvent, SQSRecord } from 'aws-lambda';
import type { Message } from '../../src/spillway/runtime/message';

const message: Message = {
  id: '6f2d1c9e-0b52-4b0e-9d9b-0d6a3f0f6c11',
  principal: 'certificate-of-sensor-1',
  device: 'sensor-1',
  payload: { celsius: 21.5 },
  receiveCount: 1,
};

/** An SQS record as the rule makes it. */
export function sqsRecord(overrides: Partial<Message> = {}): SQSRecord {
  const { receiveCount, ...envelope } = { ...message, ...overrides };
  return {
    messageId: `sqs-${envelope.id}`,
    receiptHandle: 'handle',
    body: JSON.stringify(envelope),
    attributes: {
      ApproximateReceiveCount: String(receiveCount),
      SentTimestamp: '0',
      SenderId: 'rule',
      ApproximateFirstReceiveTimestamp: '0',
    },
    messageAttributes: {},
    md5OfBody: '',
    eventSource: 'aws:sqs',
    eventSourceARN: 'arn:aws:sqs:us-east-1:111122223333:queue',
    awsRegion: 'us-east-1',
  };
}

/** A record that no retry will ever parse. */
export function poisonRecord(overrides: Partial<Message> = {}): SQSRecord {
  return { ...sqsRecord(overrides), body: '{"payload":' };
}

export function sqsEvent(...records: SQSRecord[]): SQSEvent {
  return { Records: records };
}
