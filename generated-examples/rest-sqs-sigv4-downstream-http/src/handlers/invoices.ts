import { postJson } from '../downstream';
import { handleMessages } from '../spillway/runtime/handle-messages';
import type { Message } from '../spillway/runtime/message';
import { logger } from '../spillway/runtime/telemetry';

/**
 * Handles one message of the invoices queue: passes it on to the API behind. Throw to have it tried again.
 *
 * @returns what the caller sees as `result` when it polls; JSON, at most about 350 KB
 */
export async function processInvoices({ id, payload, principal }: Message): Promise<unknown> {
  const answer = await postJson('invoices', { payload, principal }, id);
  logger.info('message passed on', { id, principal });
  return answer;
}

export const handler = handleMessages(processInvoices);
