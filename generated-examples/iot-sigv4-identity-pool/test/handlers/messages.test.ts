import { expect, test } from 'vitest';
import { handler, processMessages } from '../../src/handlers/messages';
import { parseMessage } from '../../src/spillway/runtime/parse-message';
import { FakeDynamoDb } from '../support/fake-dynamodb';
import { lambdaContext } from '../support/lambda-context';
import { poisonRecord, sqsEvent, sqsRecord } from '../support/sqs-event';

test('tells which fields it accepted', async () => {
  const message = parseMessage(sqsRecord({ payload: { sku: 'A-1', count: 2 } }));
  await expect(processMessages(message)).resolves.toEqual({ acceptedFields: ['count', 'sku'] });
});

test('handles a batch, of which a message that cannot be read fails alone', async () => {
  FakeDynamoDb.install();
  const event = sqsEvent(poisonRecord({ id: 'bad' }), sqsRecord({ id: 'good' }));
  await expect(handler(event, lambdaContext)).resolves.toEqual({ batchItemFailures: [{ itemIdentifier: 'sqs-bad' }] });
});
