import type { RequestListener, Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { onTestFinished } from 'vitest';

/** What the server answers. */
export type Route = { readonly status: number; readonly body: object };

/** Answers one request after the other as listed, the last answer again and again, and records what was asked. */
export function scripted(...answers: readonly Route[]): RequestListener & { readonly requests: string[] } {
  const requests: string[] = [];
  const listener: RequestListener = (request, response) => {
    let body = '';
    request.setEncoding('utf8').on('data', (chunk: string) => (body += chunk));
    request.on('end', () => {
      const answer = answers[Math.min(requests.length, answers.length - 1)];
      requests.push([request.method, request.url, body].filter(Boolean).join(' '));
      response.writeHead(answer?.status ?? 500).end(JSON.stringify(answer?.body));
    });
  };
  return Object.assign(listener, { requests });
}

/** Starts a server on this machine for the duration of a test. */
export async function listen(server: Server): Promise<number> {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(async () => {
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  });
  return (server.address() as AddressInfo).port;
}
