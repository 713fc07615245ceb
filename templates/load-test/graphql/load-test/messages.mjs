/**
 * Where operations are posted: at the address of the API, or below the base URL of what stands before it.
 *
 * @param {URL} target
 */
export function endpointOf(target) {
  return target.pathname.endsWith('/graphql') ? target : new URL('graphql', target);
}

/**
 * The request that puts a message into the queue of a worker.
 *
 * @param {URL} target
 * @param {{ pascalName: string }} worker
 * @param {Record<string, unknown>} payload
 */
export function submission(target, { pascalName }, payload) {
  const query = `mutation ($payload: ${pascalName}Payload!) { receipt: submit${pascalName}(payload: $payload) { id } }`;
  return { url: endpointOf(target), body: JSON.stringify({ query, variables: { payload } }) };
}

/**
 * What the answer says. GraphQL reports most failures with status 200.
 *
 * @param {number} status
 * @param {string} body
 * @returns {{ outcome: 'accepted', id: string } | { outcome: 'refused' | 'failed' }}
 */
export function readReceipt(status, body) {
  if (status !== 200) {
    return { outcome: status === 429 ? 'refused' : 'failed' };
  }
  const id = JSON.parse(body).data?.receipt?.id;
  return id === undefined ? { outcome: 'failed' } : { outcome: 'accepted', id };
}
