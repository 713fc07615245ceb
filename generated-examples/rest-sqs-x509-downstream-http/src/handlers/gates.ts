import { postJson } from '../downstream';
import { handleMessages } from '../spillway/runtime/handle-messages';
import type { Message } from '../spillway/runtime/message';
import { logger } from '../spillway/runtime/telemetry';

/**
 * Handles one message of the gates queue: passes it on to the API behind. Throw to have it tried again.
 *
 * @returns the outcome, for your own tests; no caller asks for it
 */
export async function processGates({ id, payload, principal }: Message): Promise<unknown> {
  const answer = await postJson('gates', { payload, principal }, id);
  logger.info('message passed on', { id, principal });
  return answer;
}

export const handler = handleMessages(processGates);
