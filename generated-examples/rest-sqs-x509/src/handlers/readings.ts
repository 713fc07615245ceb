import { handleMessages } from '../spillway/runtime/handle-messages';
import type { Message } from '../spillway/runtime/message';
import { logger } from '../spillway/runtime/telemetry';

/**
 * Handles one message of the readings queue. Throw to have it tried again.
 *
 * @returns what the caller sees as `result` when it polls; JSON, at most about 350 KB
 */
export async function processReadings({ id, payload, principal }: Message): Promise<{ acceptedFields: string[] }> {
  logger.info('message accepted', { id, principal });
  return { acceptedFields: Object.keys(payload).sort() };
}

export const handler = handleMessages(processReadings);
