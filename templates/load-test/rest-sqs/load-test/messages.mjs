/**
 * The request that puts a message into the queue of a worker.
 *
 * @param {URL} target base URL of the API, with a slash at its end
 * @param {{ name: string }} worker
 * @param {Record<string, unknown>} payload
 */
export function submission(target, { name }, payload) {
  return { url: new URL(name, target), body: JSON.stringify(payload) };
}

/**
 * What the answer says.
 *
 * @param {number} status
 * @param {string} body
 * @returns {{ outcome: 'accepted', id: string } | { outcome: 'refused' | 'failed' }}
 */
export function readReceipt(status, body) {
  if (status === 202) {
    return { outcome: 'accepted', id: JSON.parse(body).id };
  }
  return { outcome: status === 429 ? 'refused' : 'failed' };
}
