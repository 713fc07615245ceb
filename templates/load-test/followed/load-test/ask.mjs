import { request as requestHttp } from 'node:http';
import { Agent, request as requestHttps } from 'node:https';
import { callerHeaders, callerTls } from './caller.mjs';

const { key, certificate: cert, certificateAuthority: ca } = callerTls();
const agent = new Agent({ keepAlive: true, key, cert, ca });

/** ms until a request without an answer is given up. */
const timeoutMs = 30_000;

/**
 * A request beside the load, which Artillery's own numbers do not show.
 *
 * @param {{ method: 'GET' | 'POST', url: URL, body?: string }} question
 * @returns {Promise<{ status: number, body: string }>}
 */
export async function ask({ method, url, body }) {
  const type = body === undefined ? {} : { 'content-type': 'application/json' };
  const headers = await callerHeaders({ method, url, body, headers: type });
  const isSecure = url.protocol === 'https:';
  const send = isSecure ? requestHttps : requestHttp;
  return new Promise((resolve, reject) => {
    const outgoing = send(url, { method, headers, timeout: timeoutMs, ...(isSecure && { agent }) }, (incoming) => {
      const chunks = [];
      incoming.on('data', (chunk) => chunks.push(chunk));
      incoming.on('end', () => resolve({ status: incoming.statusCode, body: Buffer.concat(chunks).toString() }));
      incoming.on('error', reject);
    });
    outgoing.on('timeout', () => outgoing.destroy(new Error(`no answer within ${timeoutMs} ms`)));
    outgoing.on('error', reject);
    outgoing.end(body);
  });
}
