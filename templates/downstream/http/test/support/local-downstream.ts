import { createServer, type IncomingHttpHeaders } from 'node:http';
import type { AddressInfo, Socket } from 'node:net';
import { GetSecretValueCommand, SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { onTestFinished, vi } from 'vitest';
import { forgetApiKey } from '../../src/spillway/runtime/api-key';

interface Call {
  readonly path?: string;
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
}

/** An answer, or nothing at all: the call hangs. */
type Answer = { readonly status: number; readonly body?: string } | 'none';

/**
 * Stands in for the API behind the workers, and for the secret with its key, for the duration of a test.
 *
 * @param answerTo the answer to a call
 */
export async function startDownstream(answerTo: (call: Call) => Answer) {
  const calls: Call[] = [];
  const sockets = new Set<Socket>();
  const server = createServer((request, response) => {
    let body = '';
    request.setEncoding('utf8').on('data', (chunk: string) => (body += chunk));
    request.on('end', () => {
      const call = { path: request.url, headers: request.headers, body };
      const answer = answerTo(call);
      calls.push(call);
      if (answer !== 'none') {
        response.writeHead(answer.status).end(answer.body);
      }
    });
  });
  server.on('connection', (socket) => sockets.add(socket));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  process.env.DOWNSTREAM_BASE_URL = `http://127.0.0.1:${(server.address() as AddressInfo).port}/v2`;
  return { calls, sockets };
}

/** Makes Secrets Manager return these keys, one after the other, the last one again and again. */
export function holdKeys(...keys: readonly (string | undefined)[]) {
  forgetApiKey();
  const lookUp = vi.fn((_secretId: string | undefined) => keys[Math.min(lookUp.mock.calls.length, keys.length) - 1]);
  vi.spyOn(SecretsManagerClient.prototype, 'send').mockImplementation(async (command: unknown) => {
    return { SecretString: lookUp((command as GetSecretValueCommand).input.SecretId) };
  });
  return lookUp;
}
