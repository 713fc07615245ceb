import { handleMessages } from '../spillway/runtime/handle-messages';
import type { Message } from '../spillway/runtime/message';
import { logger } from '../spillway/runtime/telemetry';

/**
 * Handles one message of the audit queue. Throw to have it tried again.
 *
<<<<<<<< HEAD:templates/downstream/none/src/handlers/[worker].ts.hbs
 * @returns what the caller sees as `result` when it polls; JSON, at most about 350 KB
========
 * @returns what the caller gets as `result`; JSON, at most about 350 KB
>>>>>>>> 567f5175a430ec9caaaa8d081536b49ee406376c:templates/status/src/handlers/[worker].ts.hbs
 */
export async function processAudit({ id, payload, principal }: Message): Promise<{ acceptedFields: string[] }> {
  logger.info('message accepted', { id, principal });
  return { acceptedFields: Object.keys(payload).sort() };
}

export const handler = handleMessages(processAudit);
