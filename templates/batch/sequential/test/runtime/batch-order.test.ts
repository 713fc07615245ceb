import { expect, test } from 'vitest';
import { handleMessages } from '../../src/spillway/runtime/handle-messages';
import { FakeDynamoDb } from '../support/fake-dynamodb';
import { lambdaContext } from '../support/lambda-context';
import { sqsEvent, sqsRecord } from '../support/sqs-event';

test('messages of a batch are handled one after the other', async () => {
  FakeDynamoDb.install();
  let running = 0;
  let most = 0;
  const handler = handleMessages(async () => {
    running += 1;
    most = Math.max(most, running);
    await new Promise((resolve) => setTimeout(resolve, 20));
    running -= 1;
  });
  const event = sqsEvent(...['a', 'b', 'c'].map((id) => sqsRecord({ id })));
  await expect(handler(event, lambdaContext)).resolves.toEqual({ batchItemFailures: [] });
  expect(most).toBe(1);
});
