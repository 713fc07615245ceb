import { postJson } from '../downstream';
import { handleMessages } from '../spillway/runtime/handle-messages';
import type { Message } from '../spillway/runtime/message';
import { logger } from '../spillway/runtime/telemetry';

/**
 * Handles one message of the quotes queue: passes it on to the API behind. Throw to have it tried again.
 *
 * @returns what subscribers and those who ask get as `result`; JSON, at most about 350 KB
 */
export async function processQuotes({ id, payload, principal }: Message): Promise<unknown> {
  const answer = await postJson('quotes', { payload, principal }, id);
  logger.info('message passed on', { id, principal });
  return answer;
}

export const handler = handleMessages(processQuotes);
