import { IdempotencyAlreadyInProgressError } from '@aws-lambda-powertools/idempotency';
import { batchHandler } from './batch-handler';
import { environmentVariable } from './environment';
import type { Message } from './message';
import { processOnce } from './process-once';
import { type Status, writeStatus } from './status-store';
import { logger } from './telemetry';

const maxReceiveCount = Number(environmentVariable('MAX_RECEIVE_COUNT'));

/**
 * Builds the Lambda handler of a worker from its business code, which runs once for each message id.
 *
 * @param process handles one message; callers get what it returns, as JSON, and a thrown error is tried again
 */
export function handleMessages(process: (message: Message) => Promise<unknown>): ReturnType<typeof batchHandler> {
  const once = processOnce(async (message) => {
    await writeStatus(message, 'PROCESSING');
    return toJson(await process(message));
  });
  return batchHandler(async (message, context) => {
    const result = await once(message, context).catch((error: unknown) => failWith(error, message));
    // Also for a duplicate: it mends the status if the first delivery ended between the work and this line.
    await writeStatus(message, 'SUCCEEDED', result);
  });
}

/** Stored as text: one form for both tables and for the caller, and DynamoDB takes no undefined inside an object. */
function toJson(value: unknown): string | undefined {
  return JSON.stringify(value) as string | undefined;
}

async function failWith(error: unknown, message: Message): Promise<never> {
  // Another delivery of the same message is at work right now, and reports for both.
  if (!(error instanceof IdempotencyAlreadyInProgressError)) {
    await writeFailure(message);
  }
  throw error;
}

/** Must not hide the error that it reports. */
async function writeFailure(message: Message): Promise<void> {
  const status: Status = message.receiveCount >= maxReceiveCount ? 'FAILED' : 'RETRYING';
  try {
    await writeStatus(message, status);
  } catch (error) {
    logger.error('status not written', { error, status });
  }
}
