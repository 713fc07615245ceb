import { handleMessages } from '../spillway/runtime/handle-messages';
import type { Message } from '../spillway/runtime/message';
import { logger } from '../spillway/runtime/telemetry';

/** Handles one message of the events queue. Throw to have it tried again. */
export async function processEvents({ id, payload, principal }: Message): Promise<void> {
  logger.info('message accepted', { id, principal, fields: Object.keys(payload).sort() });
}

export const handler = handleMessages(processEvents);
