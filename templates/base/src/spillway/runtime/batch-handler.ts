import { BatchProcessor, EventType, processPartialResponse } from '@aws-lambda-powertools/batch';
import { MetricUnit } from '@aws-lambda-powertools/metrics';
import type { Context, SQSBatchResponse, SQSEvent, SQSRecord } from 'aws-lambda';
import { processInParallel, withMessageId } from './batch-order';
import type { Message } from './message';
import { parseMessage } from './parse-message';
import { logger, metrics } from './telemetry';

/** Handles one message; a thrown error sends that message, and no other, back to the queue. */
export type MessageHandler = (message: Message, context: Context) => Promise<void>;

/**
 * Builds the Lambda handler around `handleMessage`. When every message of a batch fails, the invocation itself fails: the
 * messages come back all the same, and the alarm on errors hears of it. Lambda does not poll less after that, as it does
 * where failures are not reported one by one: the maximum concurrency alone protects what lies behind the worker.
 *
 * @see https://docs.aws.amazon.com/lambda/latest/dg/services-sqs-errorhandling.html
 */
export function batchHandler(
  handleMessage: MessageHandler,
): (event: SQSEvent, context: Context) => Promise<SQSBatchResponse> {
  const processor = new BatchProcessor(EventType.SQS);
  return async (event, context) => {
    logger.addContext(context);
    const handleRecord = (record: SQSRecord) => observe(record, () => handleMessage(parseMessage(record), context));
    try {
      return await processPartialResponse(event, handleRecord, processor, { context, processInParallel });
    } finally {
      metrics.publishStoredMetrics();
    }
  };
}

async function observe(record: SQSRecord, handle: () => Promise<void>): Promise<void> {
  const { messageId, attributes } = record;
  try {
    await withMessageId(messageId, handle);
    metrics.addMetric('MessagesSucceeded', MetricUnit.Count, 1);
  } catch (error) {
    metrics.addMetric('MessagesFailed', MetricUnit.Count, 1);
    const receiveCount = attributes.ApproximateReceiveCount;
    logger.error('message failed', { error, sqsMessageId: messageId, receiveCount });
    throw error;
  }
}
