import { request } from 'node:https';

/** ms until a request without an answer is given up. */
const timeoutMs = 30_000;

/** AWS IoT Core did not take a message. */
class PublishError extends Error {
  constructor(status, body) {
    super(`AWS IoT Core answered ${status}: ${body}`);
    this.code = `HTTP ${status}`; // what Artillery counts it by
    this.isThrottled = status === 429;
  }
}

/**
 * Posts a message.
 *
 * @param {URL} url
 * @param {{ body: string, headers: Record<string, string>, agent: import('node:https').Agent }} options
 * @throws PublishError when it was refused
 */
export async function post(url, { body, headers, agent }) {
  const { status, text } = await new Promise((resolve, reject) => {
    const outgoing = request(url, { method: 'POST', headers, agent, timeout: timeoutMs }, (incoming) => {
      const chunks = [];
      incoming.on('data', (chunk) => chunks.push(chunk));
      incoming.on('end', () => resolve({ status: incoming.statusCode, text: Buffer.concat(chunks).toString() }));
      incoming.on('error', reject);
    });
    outgoing.on('timeout', () => outgoing.destroy(new Error(`no answer within ${timeoutMs} ms`)));
    outgoing.on('error', reject);
    outgoing.end(body);
  });
  if (status !== 200) {
    throw new PublishError(status, text);
  }
}
