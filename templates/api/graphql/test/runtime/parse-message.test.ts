import { expect, test } from 'vitest';
import { parseMessage } from '../../src/spillway/runtime/parse-message';
import { sqsRecord } from '../support/sqs-event';

const parse = (body: unknown) => parseMessage({ ...sqsRecord(), body: JSON.stringify(body) });

test('reads the envelope', () => {
  expect(parse({ id: 'a', principal: 'p', payload: { sku: 'A-1' } })).toEqual({
    id: 'a',
    principal: 'p',
    payload: { sku: 'A-1' },
    receiveCount: 1,
  });
});

test('keys of every object stay data', () => {
  const { payload } = parse(JSON.parse('{"id":"a","principal":"p","payload":{"__proto__":{"admin":true}}}'));
  expect(Object.keys(payload)).toEqual(['__proto__']);
  expect(payload.admin).toBeUndefined();
});

test.each([
  [null],
  [[]],
  ['text'],
  [{ principal: 'p', payload: {} }],
  [{ id: '', principal: 'p', payload: {} }],
  [{ id: 'a', principal: 7, payload: {} }],
  [{ id: 'a', principal: 'p' }],
  [{ id: 'a', principal: 'p', payload: ['a'] }],
  [{ id: 'a', principal: 'p', payload: '{}' }],
])('refuses %j', (body) => {
  expect(() => parse(body)).toThrow();
});
