/**
 * The request that puts a message into the queue of a worker.
 *
 * @param {URL} target address of the API
 * @param {{ pascalName: string }} worker
 * @param {Record<string, unknown>} payload
 */
export function submission(target, { pascalName }, payload) {
  const query = `mutation ($payload: ${pascalName}Payload!) { receipt: submit${pascalName}(payload: $payload) { id } }`;
  return { url: target, body: JSON.stringify({ query, variables: { payload } }) };
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
