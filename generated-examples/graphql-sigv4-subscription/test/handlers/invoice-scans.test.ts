import { beforeEach, expect, test, vi } from 'vitest';
import { handler, processInvoiceScans } from '../../src/handlers/invoice-scans';
import { handleMessages } from '../../src/spillway/runtime/handle-messages';
import { FakeDynamoDb } from '../support/fake-dynamodb';
import { lambdaContext } from '../support/lambda-context';
import { poisonRecord, sqsEvent, sqsRecord } from '../support/sqs-event';

let dynamodb: FakeDynamoDb;

beforeEach(() => {
  dynamodb = FakeDynamoDb.install();
});

const statuses = () => dynamodb.items('status');

test('stores the result where the caller polls for it', async () => {
  const event = sqsEvent(sqsRecord({ id: 'a', payload: { sku: 'A-1' } }));
  await expect(handler(event, lambdaContext)).resolves.toEqual({ batchItemFailures: [] });
  expect(statuses()).toMatchObject([{ id: 'a', status: 'SUCCEEDED', result: '{"acceptedFields":["sku"]}' }]);
});

test('a message that cannot be read fails alone', async () => {
  const event = sqsEvent(poisonRecord({ id: 'bad' }), sqsRecord({ id: 'good' }));
  const { batchItemFailures } = await handler(event, lambdaContext);
  expect(batchItemFailures).toEqual([{ itemIdentifier: 'sqs-bad' }]);
  expect(statuses()).toMatchObject([{ id: 'good', status: 'SUCCEEDED' }]);
});

test('a duplicate delivery runs the business code once and keeps the result', async () => {
  const businessCode = vi.fn(processInvoiceScans);
  const handleOnce = handleMessages(businessCode);
  await handleOnce(sqsEvent(sqsRecord({ id: 'a' })), lambdaContext);
  const [first] = statuses();
  await handleOnce(sqsEvent(sqsRecord({ id: 'a', receiveCount: 2 })), lambdaContext);
  expect(businessCode).toHaveBeenCalledTimes(1);
  expect(statuses()).toMatchObject([{ id: 'a', status: 'SUCCEEDED', result: first?.result }]);
});
