import { IdempotencyConfig, makeIdempotent } from '@aws-lambda-powertools/idempotency';
import { DynamoDBPersistenceLayer } from '@aws-lambda-powertools/idempotency/dynamodb';
import { MetricUnit } from '@aws-lambda-powertools/metrics';
import type { Context } from 'aws-lambda';
import { duplicateDays } from '../message-lifetime';
import { dynamodb } from './dynamodb-client';
import { environmentVariable } from './environment';
import type { Message } from './message';
import { metrics } from './telemetry';

const persistenceStore = new DynamoDBPersistenceLayer({
  tableName: environmentVariable('IDEMPOTENCY_TABLE_NAME'),
  awsSdkV3Client: dynamodb,
});

const config = new IdempotencyConfig({
  eventKeyJmesPath: 'id',
  throwOnNoIdempotencyKey: true,
  expiresAfterSeconds: duplicateDays * 24 * 60 * 60,
});

/**
 * Makes `process` run once for each message id: a duplicate delivery gets the stored result. A run that throws leaves no
 * trace, so that the retry runs again. The context tells how long a run that never ends (timeout) blocks its retry.
 */
export function processOnce<Result>(
  process: (message: Message) => Promise<Result>,
): (message: Message, context: Context) => Promise<Result> {
  const counted = async (message: Message, _context: Context) => {
    const result = await process(message);
    // A duplicate delivery does not come here: over a load test, this is the number of messages that were accepted.
    metrics.addMetric('MessagesProcessed', MetricUnit.Count, 1);
    return result;
  };
  const once = makeIdempotent(counted, { persistenceStore, config });
  return async (message, context) => once(message, context);
}
