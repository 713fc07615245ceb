import type { SQSRecord } from 'aws-lambda';
import type { Message } from './message';

/** Longest "messageId" that counts as one; a longer one is part of the payload and nothing more. */
const longestMessageId = 128;

/** Reads a message as the rule made it: an envelope of which only `payload` comes from the device. */
export function parseMessage(record: SQSRecord): Message {
  const envelope = requiredObject(JSON.parse(record.body), 'message body');
  const payload = requiredObject(envelope.payload, 'payload');
  const device = requiredText(envelope, 'device');
  return {
    id: idGivenBy(device, payload) ?? requiredText(envelope, 'id'),
    principal: requiredText(envelope, 'principal'),
    device,
    payload,
    receiveCount: Number(record.attributes.ApproximateReceiveCount),
  };
}

/**
 * The rule makes a new id each time a message is published, also when a device sends the same one again. What a device
 * repeats is recognized by the id that it gives; the device's name keeps it apart from the ids of others.
 */
function idGivenBy(device: string, { messageId }: Message['payload']): string | undefined {
  const isId = typeof messageId === 'string' && messageId.length > 0 && messageId.length <= longestMessageId;
  return isId ? `${device}/${messageId}` : undefined;
}

function requiredText(envelope: Readonly<Record<string, unknown>>, name: string): string {
  const value = envelope[name];
  if (typeof value !== 'string' || value === '') {
    throw new Error(`${name} is missing from the envelope; only the rule may send to this queue`);
  }
  return value;
}

function requiredObject(value: unknown, name: string): Readonly<Record<string, unknown>> {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    throw new Error(`${name} is not a JSON object`);
  }
  return value as Readonly<Record<string, unknown>>;
}
