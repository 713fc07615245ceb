import { describe, expect, test } from 'vitest';
import { parseMessage } from '../../src/spillway/runtime/parse-message';
import { sqsRecord } from '../support/sqs-event';

const idOf = (payload: Record<string, unknown>, device = 'sensor-1') =>
  parseMessage(sqsRecord({ id: 'by-rule', device, payload })).id;

test('reads the envelope', () => {
  const message = { id: 'a', principal: 'p', device: 'd', payload: { celsius: 1 }, receiveCount: 2 };
  expect(parseMessage(sqsRecord(message))).toEqual(message);
});

describe('the id', () => {
  test('is the one that the device gave, so that a repetition has the same', () => {
    expect(idOf({ messageId: 'm-1', attempt: 1 })).toBe(idOf({ messageId: 'm-1', attempt: 2 }));
  });

  test('cannot be that of a message of another device', () => {
    expect(idOf({ messageId: 'm-1' }, 'sensor-1')).not.toBe(idOf({ messageId: 'm-1' }, 'sensor-2'));
  });

  test.each([{}, { messageId: '' }, { messageId: 7 }, { messageId: ['m'] }, { messageId: 'm'.repeat(129) }])(
    'is made by the rule for %j',
    (payload) => {
      expect(idOf(payload)).toBe('by-rule');
    },
  );
});

test.each([
  '7',
  'null',
  '[]',
  '{"celsius":1}',
  '{"id":"a","principal":"p","device":"d"}',
  '{"id":"a","principal":"p","device":"d","payload":"text"}',
  '{"id":"a","principal":"p","device":"","payload":{}}',
  '{"id":"a","device":"d","payload":{}}',
])('refuses %s', (body) => {
  expect(() => parseMessage({ ...sqsRecord(), body })).toThrow();
});
