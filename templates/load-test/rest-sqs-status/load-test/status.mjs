import { ask } from './ask.mjs';

/**
 * The status of a message; undefined as long as no worker has picked it up, or the API refuses to say.
 *
 * @param {{ target: URL, worker: { name: string }, id: string }} message
 * @returns {Promise<string | undefined>}
 */
export async function statusOf({ target, worker, id }) {
  const url = new URL(`${worker.name}/${encodeURIComponent(id)}`, target);
  const { status, body } = await ask({ method: 'GET', url });
  return status === 200 ? JSON.parse(body).status : undefined;
}
