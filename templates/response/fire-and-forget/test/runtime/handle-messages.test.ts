import { beforeEach, expect, test, vi } from 'vitest';
import { handleMessages } from '../../src/spillway/runtime/handle-messages';
import { FakeDynamoDb } from '../support/fake-dynamodb';
import { lambdaContext } from '../support/lambda-context';
import { poisonRecord, sqsEvent, sqsRecord } from '../support/sqs-event';

beforeEach(() => {
  FakeDynamoDb.install();
});

test('a message that failed runs again on its retry', async () => {
  const process = vi.fn().mockRejectedValueOnce(new Error('downstream is down')).mockResolvedValue(undefined);
  const handler = handleMessages(process);
  await expect(handler(sqsEvent(sqsRecord({ id: 'a' })), lambdaContext)).rejects.toThrow();
  const retry = sqsEvent(sqsRecord({ id: 'a', receiveCount: 2 }));
  await expect(handler(retry, lambdaContext)).resolves.toEqual({ batchItemFailures: [] });
  expect(process).toHaveBeenCalledTimes(2);
});

test('a message that cannot be read fails alone', async () => {
  const event = sqsEvent(poisonRecord({ id: 'bad' }), sqsRecord({ id: 'good' }));
  const { batchItemFailures } = await handleMessages(async () => {})(event, lambdaContext);
  expect(batchItemFailures).toEqual([{ itemIdentifier: 'sqs-bad' }]);
});

test('a duplicate delivery runs the business code once', async () => {
  const businessCode = vi.fn(async () => {});
  const handler = handleMessages(businessCode);
  await handler(sqsEvent(sqsRecord({ id: 'a' })), lambdaContext);
  await handler(sqsEvent(sqsRecord({ id: 'a', receiveCount: 2 })), lambdaContext);
  expect(businessCode).toHaveBeenCalledTimes(1);
});

test('what the business code returns is kept nowhere', async () => {
  const dynamodb = FakeDynamoDb.install();
  await handleMessages(async () => ({ secret: 's3cr3t' }))(sqsEvent(sqsRecord({ id: 'a' })), lambdaContext);
  expect(JSON.stringify(dynamodb.items('idempotency'))).not.toContain('s3cr3t');
});
