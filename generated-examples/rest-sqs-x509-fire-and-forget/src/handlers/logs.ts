import { handleMessages } from '../spillway/runtime/handle-messages';
import type { Message } from '../spillway/runtime/message';
import { logger } from '../spillway/runtime/telemetry';

/** Handles one message of the logs queue. Throw to have it tried again. */
export async function processLogs({ id, payload, principal }: Message): Promise<void> {
  logger.info('message accepted', { id, principal, fields: Object.keys(payload).sort() });
}

export const handler = handleMessages(processLogs);
