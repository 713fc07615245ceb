import { randomUUID } from 'node:crypto';
import { chosenProtocol } from './connections.mjs';
import { findDevices } from './devices.mjs';
import { paceOf } from './pace.mjs';
import { payloadsOf } from './payloads.mjs';
import { serviceName, workers } from './service.mjs';
import { targetUrl } from './settings.mjs';
import { count, countAccepted } from './tally.mjs';
import { turnsOf } from './turns.mjs';

const target = targetUrl();
const connect = chosenProtocol();
const nextWorker = turnsOf(workers.map((worker) => ({ ...worker, payload: payloadsOf(worker.name) })));

/** Opened with the first message: only then is it known how many devices the load test takes. */
let nextConnection;

/** Sends one message and waits until it is acknowledged. */
export async function publish(context, events) {
  nextConnection ??= turnsOf((await findDevices(context.vars.devices)).map(connectionOf));
  const { name: worker, payload } = nextWorker();
  const connection = nextConnection();
  const id = randomUUID();
  const body = JSON.stringify({ ...payload(), messageId: id });
  await connection.ready();
  count(events, 'sent', worker);
  try {
    const { send, topicName } = await connection.opened();
    const sentAt = performance.now(); // a device connects once, and then sends for long
    await send(`${serviceName}/${worker}/${topicName}`, body);
    countAccepted(events, { worker, id, sentAt });
  } catch (error) {
    count(events, error.isThrottled === true ? 'refused' : 'failed', worker);
    throw error;
  }
}

/** A connection that opens with its first message, and again with a later one if it could not. */
function connectionOf(device) {
  let opening;
  return {
    weight: 1,
    ready: paceOf(),
    opened: () =>
      (opening ??= connect({ target, device }).catch((error) => {
        opening = undefined;
        throw error;
      })),
  };
}
