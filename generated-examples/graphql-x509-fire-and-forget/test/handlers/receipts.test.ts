import { beforeEach, expect, test, vi } from 'vitest';
import { handler, processReceipts } from '../../src/handlers/receipts';
import { handleMessages } from '../../src/spillway/runtime/handle-messages';
import { FakeDynamoDb } from '../support/fake-dynamodb';
import { lambdaContext } from '../support/lambda-context';
import { poisonRecord, sqsEvent, sqsRecord } from '../support/sqs-event';

beforeEach(() => {
  FakeDynamoDb.install();
});

test('a message that cannot be read fails alone', async () => {
  const event = sqsEvent(poisonRecord({ id: 'bad' }), sqsRecord({ id: 'good' }));
  const { batchItemFailures } = await handler(event, lambdaContext);
  expect(batchItemFailures).toEqual([{ itemIdentifier: 'sqs-bad' }]);
});

test('a duplicate delivery runs the business code once', async () => {
  const businessCode = vi.fn(processReceipts);
  const handleOnce = handleMessages(businessCode);
  await handleOnce(sqsEvent(sqsRecord({ id: 'a' })), lambdaContext);
  await handleOnce(sqsEvent(sqsRecord({ id: 'a', receiveCount: 2 })), lambdaContext);
  expect(businessCode).toHaveBeenCalledTimes(1);
});
