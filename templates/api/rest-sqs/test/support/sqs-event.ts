import type { SQSEvent, SQSRecord } from 'aws-lambda';
import type { Message } from '../../src/spillway/runtime/message';
import { exampleCaller } from './caller';

const message: Message = {
  id: 'request-1',
  principal: exampleCaller,
  payload: { sku: 'A-1' },
  receiveCount: 1,
};

/** An SQS record as the API's mapping template makes it. */
export function sqsRecord(overrides: Partial<Message> = {}): SQSRecord {
  const { id, principal, payload, receiveCount } = { ...message, ...overrides };
  return {
    messageId: `sqs-${id}`,
    receiptHandle: 'handle',
    body: JSON.stringify(payload),
    attributes: {
      ApproximateReceiveCount: String(receiveCount),
      SentTimestamp: '0',
      SenderId: 'api',
      ApproximateFirstReceiveTimestamp: '0',
    },
    messageAttributes: {
      requestId: { stringValue: id, dataType: 'String' },
      principal: { stringValue: principal, dataType: 'String' },
    },
    md5OfBody: '',
    eventSource: 'aws:sqs',
    eventSourceARN: 'arn:aws:sqs:us-east-1:111122223333:queue',
    awsRegion: 'us-east-1',
  };
}

/** A record that no retry will ever parse. */
export function poisonRecord(overrides: Partial<Message> = {}): SQSRecord {
  return { ...sqsRecord(overrides), body: '{"sku":' };
}

export function sqsEvent(...records: SQSRecord[]): SQSEvent {
  return { Records: records };
}
