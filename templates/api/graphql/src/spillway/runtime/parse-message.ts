import type { SQSRecord } from 'aws-lambda';
import type { Message } from './message';

/** Reads a message as the resolver sent it: an envelope of the id, the caller and the caller's payload. */
export function parseMessage({ attributes, body }: SQSRecord): Message {
  const { id, payload, principal } = object(JSON.parse(body), 'message body');
  return {
    id: text(id, 'id'),
    principal: text(principal, 'principal'),
    payload: object(payload, 'payload'),
    receiveCount: Number(attributes.ApproximateReceiveCount),
  };
}

function text(value: unknown, name: string): string {
  if (typeof value !== 'string' || value === '') {
    throw new Error(`${name} is missing; only the API may send to this queue`);
  }
  return value;
}

function object(value: unknown, name: string): Record<string, unknown> {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    throw new Error(`${name} is not a JSON object`);
  }
  return value as Record<string, unknown>;
}
