import { IdempotencyAlreadyInProgressError } from '@aws-lambda-powertools/idempotency';
import { batchHandler } from './batch-handler';
import { environmentVariable } from './environment';
import type { Message } from './message';
import { processOnce } from './process-once';
import type { Status } from './status-store';
import { logger } from './telemetry';

/** Tells how far a message has come. A rejection on the way to success sends the message back to the queue. */
export type ReportStatus = (message: Message, status: Status, result?: string) => Promise<void>;

const maxReceiveCount = Number(environmentVariable('MAX_RECEIVE_COUNT'));

/**
 * Builds the Lambda handler of a worker from its business code, which runs once for each message id.
 *
 * @param process handles one message; a thrown error is tried again
 * @param report told of every step; the result comes as JSON text
 */
export function trackMessages(
  process: (message: Message) => Promise<unknown>,
  report: ReportStatus,
): ReturnType<typeof batchHandler> {
  const once = processOnce(async (message) => {
    await report(message, 'PROCESSING');
    return toJson(await process(message));
  });
  return batchHandler(async (message, context) => {
    const result = await once(message, context).catch((error: unknown) => failWith(error, message, report));
    // Also for a duplicate: it mends the status if the first delivery ended between the work and this line.
    await report(message, 'SUCCEEDED', result);
  });
}

/** Stored as text: one form for both tables and for the caller, and DynamoDB takes no undefined inside an object. */
function toJson(value: unknown): string | undefined {
  return JSON.stringify(value) as string | undefined;
}

async function failWith(error: unknown, message: Message, report: ReportStatus): Promise<never> {
  // Another delivery of the same message is at work right now, and reports for both.
  if (!(error instanceof IdempotencyAlreadyInProgressError)) {
    await reportFailure(message, report);
  }
  throw error;
}

/** Must not hide the error that it reports. */
async function reportFailure(message: Message, report: ReportStatus): Promise<void> {
  const status: Status = message.receiveCount >= maxReceiveCount ? 'FAILED' : 'RETRYING';
  try {
    await report(message, status);
  } catch (error) {
    logger.error('status not reported', { error, status });
  }
}
