import { handleMessages } from '../spillway/runtime/handle-messages';
import type { Message } from '../spillway/runtime/message';
import { logger } from '../spillway/runtime/telemetry';

/**
 * Handles one message of the quotes queue. Throw to have it tried again.
 *
 * @returns what subscribers and those who ask get as `result`; JSON, at most about 350 KB
 */
export async function processQuotes({ id, payload, principal }: Message): Promise<{ acceptedFields: string[] }> {
  logger.info('message accepted', { id, principal });
  return { acceptedFields: Object.keys(payload).sort() };
}

export const handler = handleMessages(processQuotes);
