import { handleMessages } from '../spillway/runtime/handle-messages';
import type { Message } from '../spillway/runtime/message';
import { logger } from '../spillway/runtime/telemetry';

/**
 * Handles one message of the clicks queue. Throw to have it tried again.
 *
<<<<<<<< HEAD:templates/downstream/none/src/handlers/[worker].ts.hbs
 * @returns the outcome, for your own tests; no caller asks for it
========
 * @returns what the caller gets as `result`; JSON, at most about 350 KB
>>>>>>>> 567f5175a430ec9caaaa8d081536b49ee406376c:templates/status/src/handlers/[worker].ts.hbs
 */
export async function processClicks({ id, payload, principal }: Message): Promise<{ acceptedFields: string[] }> {
  logger.info('message accepted', { id, principal });
  return { acceptedFields: Object.keys(payload).sort() };
}

export const handler = handleMessages(processClicks);
