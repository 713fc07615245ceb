import type { Message } from './message';
import { publishStatus } from './publish-status';
import { type Status, writeStatus } from './status-store';
import { trackMessages } from './track-messages';

/**
 * Builds the Lambda handler of a worker from its business code, which runs once for each message id.
 *
 * @param process handles one message; subscribers get what it returns, as JSON, and a thrown error is tried again
 */
export function handleMessages(process: (message: Message) => Promise<unknown>): ReturnType<typeof trackMessages> {
  return trackMessages(process, reportStatus);
}

/** Stores the status first: who subscribes too late to be told can still ask. */
async function reportStatus(message: Message, status: Status, result?: string): Promise<void> {
  await writeStatus(message, status, result);
  if (status === 'SUCCEEDED' || status === 'FAILED') {
    await publishStatus(message, status, result);
  }
}
