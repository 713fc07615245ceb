import { callerHeaders, callerTls } from './caller.mjs';
import { readReceipt, submission } from './messages.mjs';
import { payloadsOf } from './payloads.mjs';
import { workers } from './service.mjs';
import { targetUrl } from './settings.mjs';
import { count, countAccepted } from './tally.mjs';
import { turnsOf } from './turns.mjs';

const target = targetUrl();
const nextWorker = turnsOf(workers.map((worker) => ({ ...worker, payload: payloadsOf(worker.name) })));

/** Before a request: chooses the worker and the payload, and proves who the caller is. */
export async function prepare(request, context, events) {
  const worker = nextWorker();
  const { url, body } = submission(target, worker, worker.payload());
  const message = { method: 'POST', url, body, headers: { 'content-type': 'application/json' } };
  // bytes, because Artillery would look for placeholders in text, after it was signed
  Object.assign(request, { url: url.href, body: Buffer.from(body), headers: await callerHeaders(message) });
  request.https = { ...request.https, ...callerTls() };
  context.vars.message = { worker, sentAt: performance.now() };
  count(events, 'sent', worker.name);
}

/** After an answer of any status. */
export async function countAnswer(_request, response, context, events) {
  const { worker, sentAt } = context.vars.message;
  const receipt = readReceipt(response.statusCode, String(response.body));
  delete context.vars.message; // whatever fails from now on is no failure to send
  if (receipt.outcome === 'accepted') {
    countAccepted(events, { worker: worker.name, id: receipt.id, sentAt });
    context.vars.accepted = { worker, id: receipt.id, sentAt };
  } else {
    count(events, receipt.outcome, worker.name);
  }
}

/** When there is no answer. Artillery can tell of the same failure twice. */
export function countFailure(_error, _request, context, events, next) {
  const { message } = context.vars;
  if (message !== undefined) {
    count(events, 'failed', message.worker.name);
    delete context.vars.message;
  }
  next();
}
