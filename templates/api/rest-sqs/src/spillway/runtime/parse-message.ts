import type { SQSRecord } from 'aws-lambda';
import type { Message } from './message';

/** Reads a message as the API sent it: the caller's JSON is the body; the request id and the caller are attributes. */
export function parseMessage(record: SQSRecord): Message {
  return {
    id: requiredAttribute(record, 'requestId'),
    principal: requiredAttribute(record, 'principal'),
    payload: parseObject(record.body),
    receiveCount: Number(record.attributes.ApproximateReceiveCount),
  };
}

function requiredAttribute({ messageAttributes }: SQSRecord, name: string): string {
  const value = messageAttributes[name]?.stringValue;
  if (!value) {
    throw new Error(`message attribute ${name} is missing; only the API may send to this queue`);
  }
  return value;
}

function parseObject(body: string): Message['payload'] {
  const payload: unknown = JSON.parse(body);
  if (typeof payload !== 'object' || payload === null || Array.isArray(payload)) {
    throw new Error('message body is not a JSON object');
  }
  return payload as Message['payload'];
}
