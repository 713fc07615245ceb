import { ask } from './ask.mjs';
import { endpointOf } from './messages.mjs';

/**
 * The status of a message; undefined as long as no worker has picked it up, or the API refuses to say.
 *
 * @param {{ target: URL, worker: { pascalName: string }, id: string }} message
 * @returns {Promise<string | undefined>}
 */
export async function statusOf({ target, worker, id }) {
  const query = `query ($id: ID!) { message: statusOf${worker.pascalName}(id: $id) { status } }`;
  const question = { method: 'POST', url: endpointOf(target), body: JSON.stringify({ query, variables: { id } }) };
  const { status, body } = await ask(question);
  return status === 200 ? JSON.parse(body).data?.message?.status : undefined;
}
