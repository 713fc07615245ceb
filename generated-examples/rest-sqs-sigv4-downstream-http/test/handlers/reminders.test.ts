import { beforeEach, expect, test } from 'vitest';
import { handler, processReminders } from '../../src/handlers/reminders';
import { parseMessage } from '../../src/spillway/runtime/parse-message';
import { FakeDynamoDb } from '../support/fake-dynamodb';
import { lambdaContext } from '../support/lambda-context';
import { holdKeys, startDownstream } from '../support/local-downstream';
import { sqsEvent, sqsRecord } from '../support/sqs-event';

beforeEach(() => {
  FakeDynamoDb.install();
  holdKeys('s3cr3t');
});

test('passes a message on, and returns what the API made of it', async () => {
  const { calls } = await startDownstream(() => ({ status: 200, body: '{"total":3}' }));
  const message = parseMessage(sqsRecord({ payload: { sku: 'A-1' } }));
  await expect(processReminders(message)).resolves.toEqual({ total: 3 });
  expect(JSON.parse(calls[0]?.body ?? '')).toEqual({ payload: { sku: 'A-1' }, principal: message.principal });
});

test.each([429, 503])('a message that the API answers with %d is tried again, alone of its batch', async (status) => {
  const busyWith = (body: string) => body.includes('busy');
  await startDownstream(({ body }) => (busyWith(body) ? { status } : { status: 204 }));
  const busy = sqsRecord({ id: 'a', payload: { sku: 'busy' } });
  const { batchItemFailures } = await handler(sqsEvent(busy, sqsRecord({ id: 'b' })), lambdaContext);
  expect(batchItemFailures).toEqual([{ itemIdentifier: busy.messageId }]);
});
