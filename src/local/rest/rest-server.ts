import { randomUUID } from 'node:crypto';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { AnswerRequest, RestAnswer } from './answer-request';
import type { Report } from '../local-event';

/** Bytes of the largest body (apigateway/latest/developerguide/limits.html). */
const largestBodyBytes = 10_485_760;

/** Something that listens on the loopback interface. */
export interface RunningServer {
  readonly port: number;
  stop(): Promise<void>;
}

/**
 * Serves a REST API.
 *
 * @param port 0 for any free one
 */
export async function startRestServer(
  answer: AnswerRequest,
  { port, report }: { readonly port: number; readonly report: Report },
): Promise<RunningServer> {
  const server = createServer((request, response) => void serve({ request, response, answer, report }));
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, '127.0.0.1', resolve);
  });
  return {
    port: (server.address() as AddressInfo).port,
    stop: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

interface Exchange {
  readonly request: IncomingMessage;
  readonly response: ServerResponse;
  readonly answer: AnswerRequest;
  readonly report: Report;
}

async function serve({ request, response, answer, report }: Exchange): Promise<void> {
  const start = performance.now();
  const requestId = randomUUID();
  const { method = '', url: target = '/' } = request;
  const { status, body } = await answerSafely({ request, answer, report }, requestId);
  response.writeHead(status, { 'content-type': 'application/json', 'x-amzn-requestid': requestId }).end(body);
  report({ type: 'request', method, path: target, status, durationMs: performance.now() - start });
}

async function answerSafely(
  { request, answer, report }: Omit<Exchange, 'response'>,
  requestId: string,
): Promise<RestAnswer> {
  const { method = '', url: target = '/' } = request;
  try {
    const body = await readBody(request);
    if (body === undefined) {
      return { status: 413, body: JSON.stringify({ message: 'Request Too Long' }) };
    }
    return await answer({ method, target, headers: headersOf(request), body, requestId });
  } catch (error) {
    report({ type: 'problem', message: `${method} ${target}: ${(error as Error).message}` });
    return { status: 500, body: JSON.stringify({ message: 'Internal server error' }) };
  }
}

function headersOf({ headers }: IncomingMessage): Record<string, string> {
  return Object.fromEntries(Object.entries(headers).map(([name, value]) => [name, [value].flat().join(',')]));
}

/** Undefined when it is too long; the rest is read all the same, so that the caller gets an answer. */
async function readBody(request: IncomingMessage): Promise<Buffer | undefined> {
  const chunks: Buffer[] = [];
  let length = 0;
  for await (const chunk of request as AsyncIterable<Buffer>) {
    length += chunk.length;
    if (length <= largestBodyBytes) {
      chunks.push(chunk);
    }
  }
  return length > largestBodyBytes ? undefined : Buffer.concat(chunks);
}
