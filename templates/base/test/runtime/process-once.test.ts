import { expect, test } from 'vitest';
import { deadLetterRetentionDays, queueRetentionDays } from '../../src/spillway/message-lifetime';
import type { Message } from '../../src/spillway/runtime/message';
import { processOnce } from '../../src/spillway/runtime/process-once';
import { FakeDynamoDb } from '../support/fake-dynamodb';
import { lambdaContext } from '../support/lambda-context';

test('recognizes a message that a redrive brings back from the dead-letter queue on its last day', async () => {
  const dynamodb = FakeDynamoDb.install();
  await processOnce(async () => {})({ id: 'a' } as Message, lambdaContext);
  const [{ expiration } = {}] = dynamodb.items('idempotency');
  const days = (Number(expiration) - Date.now() / 1000) / (24 * 60 * 60);
  expect(days).toBeCloseTo(deadLetterRetentionDays + queueRetentionDays, 2);
});
