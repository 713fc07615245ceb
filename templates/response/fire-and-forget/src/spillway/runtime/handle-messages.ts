import { batchHandler } from './batch-handler';
import type { Message } from './message';
import { processOnce } from './process-once';

/**
 * Builds the Lambda handler of a worker from its business code, which runs once for each message id.
 *
 * @param process handles one message; a thrown error is tried again, and ends in the dead-letter queue
 */
export function handleMessages(process: (message: Message) => Promise<void>): ReturnType<typeof batchHandler> {
  return batchHandler(processOnce(process));
}
