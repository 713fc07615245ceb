import { describe, expect, test } from 'vitest';
import { caller, callerContext } from '../support/caller-context';
import { loadResolver } from '../support/resolver';

const status = () => loadResolver('status', { WORKER_NAME: 'orders' });
const id = '3f0e7c1a-0000-4000-8000-000000000001';
const item = { id, principal: caller, status: 'SUCCEEDED', updatedAt: '2026-11-23T10:00:00.000Z', result: '{"a":1}' };

test('looks for the id among the messages of its worker', () => {
  expect(status().request({ ...callerContext(), args: { id } })).toEqual({
    operation: 'GetItem',
    key: { id: { S: id }, worker: { S: 'orders' } },
  });
});

test.each(['', 'a', `${id}x`, 'x'.repeat(3000)])('asks nobody about %j, which is no id', (unknown) => {
  const ask = () => status().request({ ...callerContext(), args: { id: unknown } });
  expect(ask).toThrow(expect.objectContaining({ type: 'EarlyReturn', returned: null }));
});

test('tells the caller that sent the message', () => {
  expect(status().response({ ...callerContext(), result: item })).toEqual(item);
});

describe('answers null to', () => {
  test.each([
    ['an unknown id', null],
    ["another caller's id", { ...item, principal: 'eve' }],
    ['a caller whose name begins alike', { ...item, principal: `${caller}2` }],
    ['an item without a caller', { ...item, principal: undefined }],
  ])('%s', (_case, result) => {
    expect(status().response({ ...callerContext(), result })).toBeNull();
  });
});

test('nobody learns nothing, not even of an item without a caller', () => {
  const result = { ...item, principal: undefined };
  expect(() => status().response({ ...callerContext(), identity: null, result })).toThrow(
    expect.objectContaining({ type: 'Unauthorized' }),
  );
});

test('a failure of the table is logged and hidden', () => {
  const resolver = status();
  const error = { message: 'secret', type: 'DynamoDB:ProvisionedThroughputExceededException' };
  expect(() => resolver.response({ ...callerContext(), error, result: null })).toThrow(
    expect.objectContaining({ type: 'Unavailable', message: 'temporarily unavailable, try again' }),
  );
  expect(resolver.log).toEqual(['front door failed: status not read: secret']);
});
