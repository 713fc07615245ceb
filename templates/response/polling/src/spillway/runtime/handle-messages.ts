import type { Message } from './message';
import { writeStatus } from './status-store';
import { trackMessages } from './track-messages';

/**
 * Builds the Lambda handler of a worker from its business code, which runs once for each message id.
 *
 * @param process handles one message; callers that poll get what it returns, as JSON, and a thrown error is tried again
 */
export function handleMessages(process: (message: Message) => Promise<unknown>): ReturnType<typeof trackMessages> {
  return trackMessages(process, writeStatus);
}
