import { expect, test, vi } from 'vitest';
import { deadLetterRetentionDays, queueRetentionDays } from '../../src/spillway/message-lifetime';
import type { Message } from '../../src/spillway/runtime/message';
import { processOnce } from '../../src/spillway/runtime/process-once';
import { metrics } from '../../src/spillway/runtime/telemetry';
import { FakeDynamoDb } from '../support/fake-dynamodb';
import { lambdaContext } from '../support/lambda-context';

test('recognizes a message that a redrive brings back from the dead-letter queue on its last day', async () => {
  const dynamodb = FakeDynamoDb.install();
  await processOnce(async () => {})({ id: 'a' } as Message, lambdaContext);
  const [{ expiration } = {}] = dynamodb.items('idempotency');
  const days = (Number(expiration) - Date.now() / 1000) / (24 * 60 * 60);
  expect(days).toBeCloseTo(deadLetterRetentionDays + queueRetentionDays, 2);
});

test('counts a message as processed when its business code has finished, and a duplicate delivery not at all', async () => {
  FakeDynamoDb.install();
  const addMetric = vi.spyOn(metrics, 'addMetric').mockReturnValue(metrics);
  const work = vi.fn().mockRejectedValueOnce(new Error('downstream is down')).mockResolvedValue('done');
  const once = processOnce(work);
  const message = { id: 'a' } as Message;
  await expect(once(message, lambdaContext)).rejects.toThrow('downstream is down');
  expect(addMetric).not.toHaveBeenCalled();
  expect(await once(message, lambdaContext)).toBe('done');
  expect(await once(message, lambdaContext)).toBe('done');
  expect(addMetric.mock.calls).toEqual([['MessagesProcessed', 'Count', 1]]);
});
