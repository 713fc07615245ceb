import type { SQSEvent, SQSRecord } from 'aws-lambda';
import type { Message } from '../../src/spillway/runtime/message';

const message: Message = {
  id: '3f0e7c1a-0000-4000-8000-000000000001',
  principal: 'ada',
  payload: { sku: 'A-1' },
  receiveCount: 1,
};

/** An SQS record as the resolver makes it. */
export function sqsRecord(overrides: Partial<Message> = {}): SQSRecord {
  const { receiveCount, ...envelope } = { ...message, ...overrides };
  return {
    messageId: `sqs-${envelope.id}`,
    receiptHandle: 'handle',
    body: JSON.stringify(envelope),
    attributes: {
      ApproximateReceiveCount: String(receiveCount),
      SentTimestamp: '0',
      SenderId: 'api',
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
