import { WebSocket } from 'ws';
import { callerHeaders } from './caller.mjs';
import { statusOf } from './status.mjs';

/** ms after which a message is followed no longer. */
const patienceMs = 60_000;

/** What AppSync expects to be signed, beside `host`, wherever a WebSocket takes the place of a request. */
const signedHeaders = {
  accept: 'application/json, text/javascript',
  'content-encoding': 'amz-1.0',
  'content-type': 'application/json; charset=UTF-8',
};

/**
 * Subscribes to the end of a message. Looks at its status once the subscription stands: a message that was done before is
 * not published again.
 *
 * @param {{ target: URL, worker: { pascalName: string }, id: string }} message
 * @returns {Promise<boolean>} whether it succeeded in time
 */
export async function followMessage(message) {
  const { target, worker, id } = message;
  const query = `subscription ($id: ID!) { message: on${worker.pascalName}Finished(id: $id) { status } }`;
  const data = JSON.stringify({ query, variables: { id } });
  const authorization = await sign(target, data);
  const socket = new WebSocket(await realtimeAddress(target), 'graphql-ws');
  const start = { id: '1', type: 'start', payload: { data, extensions: { authorization } } };
  try {
    return await outcome(socket, start, () => statusOf(message));
  } finally {
    socket.close();
  }
}

/** The status that ends the wait, whether it is told or found; false when the time is up or the connection lost. */
function outcome(socket, start, look) {
  return new Promise((resolve) => {
    const end = (status) => {
      clearTimeout(timer);
      resolve(status === 'SUCCEEDED');
    };
    const timer = setTimeout(end, patienceMs);
    const found = (status) => (status === 'SUCCEEDED' || status === 'FAILED') && end(status);
    const reactions = {
      connection_ack: () => socket.send(JSON.stringify(start)),
      start_ack: () => void look().then(found, () => undefined),
      data: (payload) => end(payload?.data?.message?.status),
      error: () => end(),
      connection_error: () => end(),
    };
    socket.on('open', () => socket.send(JSON.stringify({ type: 'connection_init' })));
    socket.on('message', (text) => {
      const { type, payload } = JSON.parse(String(text));
      reactions[type]?.(payload);
    });
    socket.on('error', () => end());
    socket.on('close', () => end());
  });
}

function sign(url, body) {
  return callerHeaders({ method: 'POST', url, body, headers: signedHeaders });
}

/** Address of the WebSocket; signed, so it is good for one connection made right away. */
async function realtimeAddress(target) {
  const body = '{}';
  const header = JSON.stringify(await sign(new URL(`${target.pathname}/connect`, target), body));
  const address = new URL(target);
  address.protocol = target.protocol === 'https:' ? 'wss:' : 'ws:';
  address.hostname = target.hostname.replace('.appsync-api.', '.appsync-realtime-api.');
  address.searchParams.set('header', Buffer.from(header).toString('base64'));
  address.searchParams.set('payload', Buffer.from(body).toString('base64'));
  return address;
}
