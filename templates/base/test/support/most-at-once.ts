import { FakeDynamoDb } from './fake-dynamodb';
import { lambdaContext } from './lambda-context';
import { sqsEvent, sqsRecord } from './sqs-event';
import { handleMessages } from '../../src/spillway/runtime/handle-messages';

/** Handles a batch of three messages; returns how many of them were in hand at once at most. */
export async function mostAtOnce(): Promise<number> {
  FakeDynamoDb.install();
  let running = 0;
  let most = 0;
  const handler = handleMessages(async () => {
    running += 1;
    most = Math.max(most, running);
    await new Promise((resolve) => setTimeout(resolve, 20));
    running -= 1;
  });
  const { batchItemFailures } = await handler(
    sqsEvent(...['a', 'b', 'c'].map((id) => sqsRecord({ id }))),
    lambdaContext,
  );
  return batchItemFailures.length > 0 ? Number.NaN : most;
}
