import { beforeEach, describe, expect, test, vi } from 'vitest';
import { handleMessages } from '../../src/spillway/runtime/handle-messages';
import { FakeDynamoDb } from '../support/fake-dynamodb';
import { lambdaContext } from '../support/lambda-context';
import { poisonRecord, sqsEvent, sqsRecord } from '../support/sqs-event';

let dynamodb: FakeDynamoDb;

beforeEach(() => {
  dynamodb = FakeDynamoDb.install();
});

const statusOf = (id: string) => dynamodb.items('status').find((item) => item.id === id)?.status;

const failing = handleMessages(() => Promise.reject(new Error('downstream is down')));

describe('a message that fails', () => {
  test.each([
    { receiveCount: 4, status: 'RETRYING' },
    { receiveCount: 5, status: 'FAILED' },
  ])('is $status on receive $receiveCount of 5', async ({ receiveCount, status }) => {
    await expect(failing(sqsEvent(sqsRecord({ id: 'a', receiveCount })), lambdaContext)).rejects.toThrow();
    expect(statusOf('a')).toBe(status);
  });

  test('succeeds when it is sent again, after a redrive too', async () => {
    await expect(failing(sqsEvent(sqsRecord({ id: 'a', receiveCount: 5 })), lambdaContext)).rejects.toThrow();
    const working = handleMessages(async () => ({ ok: true }));
    await working(sqsEvent(sqsRecord({ id: 'a', receiveCount: 1 })), lambdaContext);
    expect(statusOf('a')).toBe('SUCCEEDED');
  });
});

test('a message is PROCESSING while the business code runs', async () => {
  const seen = vi.fn();
  const looking = handleMessages(async () => seen(statusOf('a')));
  await looking(sqsEvent(sqsRecord({ id: 'a' })), lambdaContext);
  expect(seen).toHaveBeenCalledWith('PROCESSING');
});

test('a duplicate that arrives meanwhile fails without touching the status, even on its last receive', async () => {
  const duplicate = sqsEvent(sqsRecord({ id: 'a', receiveCount: 5 }));
  const outer = handleMessages(async () => {
    await expect(handleMessages(async () => 'second')(duplicate, lambdaContext)).rejects.toThrow();
    expect(statusOf('a')).toBe('PROCESSING');
    return 'first';
  });
  await outer(sqsEvent(sqsRecord({ id: 'a' })), lambdaContext);
  expect(dynamodb.items('status')).toMatchObject([{ status: 'SUCCEEDED', result: '"first"' }]);
});

test('a message that cannot be read fails alone', async () => {
  const event = sqsEvent(poisonRecord({ id: 'bad' }), sqsRecord({ id: 'good' }));
  const { batchItemFailures } = await handleMessages(async () => 'done')(event, lambdaContext);
  expect(batchItemFailures).toEqual([{ itemIdentifier: 'sqs-bad' }]);
  expect(dynamodb.items('status')).toMatchObject([{ id: 'good', status: 'SUCCEEDED', result: '"done"' }]);
});

test('a duplicate delivery runs the business code once and keeps the result', async () => {
  const businessCode = vi.fn(async () => ({ run: businessCode.mock.calls.length }));
  const handler = handleMessages(businessCode);
  await handler(sqsEvent(sqsRecord({ id: 'a' })), lambdaContext);
  await handler(sqsEvent(sqsRecord({ id: 'a', receiveCount: 2 })), lambdaContext);
  expect(businessCode).toHaveBeenCalledTimes(1);
  expect(dynamodb.items('status')).toMatchObject([{ id: 'a', status: 'SUCCEEDED', result: '{"run":1}' }]);
});
