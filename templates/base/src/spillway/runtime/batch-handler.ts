import { BatchProcessor, EventType, processPartialResponse } from '@aws-lambda-powertools/batch';
import { MetricUnit } from '@aws-lambda-powertools/metrics';
import type { Context, SQSBatchResponse, SQSEvent, SQSRecord } from 'aws-lambda';
import type { Message } from './message';
import { parseMessage } from './parse-message';
import { logger, metrics } from './telemetry';

/** Handles one message; a thrown error sends that message, and no other, back to the queue. */
export type MessageHandler = (message: Message, context: Context) => Promise<void>;

/**
 * Builds the Lambda handler around `handleMessage`. When every message of a batch fails, the invocation itself fails:
 * only then does Lambda slow its polling down, which a broken downstream system needs.
 */
export function batchHandler(
  handleMessage: MessageHandler,
): (event: SQSEvent, context: Context) => Promise<SQSBatchResponse> {
  const processor = new BatchProcessor(EventType.SQS);
  return async (event, context) => {
    logger.addContext(context);
    const handleRecord = (record: SQSRecord) => observe(record, () => handleMessage(parseMessage(record), context));
    try {
      // One after the other: the concurrency plan counts one call in flight for each unit.
      return await processPartialResponse(event, handleRecord, processor, { context, processInParallel: false });
    } finally {
      metrics.publishStoredMetrics();
    }
  };
}

async function observe(record: SQSRecord, handle: () => Promise<void>): Promise<void> {
  logger.appendKeys({ sqsMessageId: record.messageId });
  try {
    await handle();
    metrics.addMetric('MessagesSucceeded', MetricUnit.Count, 1);
  } catch (error) {
    metrics.addMetric('MessagesFailed', MetricUnit.Count, 1);
    logger.error('message failed', { error, receiveCount: record.attributes.ApproximateReceiveCount });
    throw error;
  } finally {
    logger.removeKeys(['sqsMessageId']);
  }
}
