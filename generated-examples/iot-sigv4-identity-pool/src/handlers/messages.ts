import { handleMessages } from '../spillway/runtime/handle-messages';
import type { Message } from '../spillway/runtime/message';
import { logger } from '../spillway/runtime/telemetry';

/**
 * Handles one message of the messages queue. Throw to have it tried again.
 *
 * @returns the outcome, for your own tests; no caller asks for it
 */
export async function processMessages({ id, payload, principal }: Message): Promise<{ acceptedFields: string[] }> {
  logger.info('message accepted', { id, principal });
  return { acceptedFields: Object.keys(payload).sort() };
}

export const handler = handleMessages(processMessages);
