import { batchHandler } from './batch-handler';
import type { Message } from './message';
import { processOnce } from './process-once';

/**
 * Builds the Lambda handler of a worker from its business code, which runs once for each message id.
 *
 * @param process handles one message; what it returns goes nowhere, and a thrown error is tried again
 */
export function handleMessages(process: (message: Message) => Promise<unknown>): ReturnType<typeof batchHandler> {
  const once = processOnce(async (message) => {
    await process(message);
  });
  return batchHandler(once);
}
