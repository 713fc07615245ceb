import { randomUUID } from 'node:crypto';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { createServer as createTlsServer } from 'node:https';
import type { Duplex } from 'node:stream';
import type { AnswerRequest, RestAnswer } from './answer-request';
import { clientCertOf } from './client-cert';
import type { MutualTls } from './mutual-tls';
import type { Report } from '../local-event';
import { listenOnLoopback, type RunningServer } from '../loopback-server';

/** Bytes of the largest body (apigateway/latest/developerguide/limits.html). */
const largestBodyBytes = 10_485_760;

/** Takes a request for a WebSocket. */
export type TakeUpgrade = (request: IncomingMessage, socket: Duplex, head: Buffer) => void;

export interface RestServerOptions {
  /** 0 for any free one. */
  readonly port: number;
  /** Where callers prove themselves with a certificate; without it, connections are plain. */
  readonly mutualTls?: MutualTls;
  /** Absent where no WebSockets are spoken. */
  readonly takeUpgrade?: TakeUpgrade;
  readonly report: Report;
}

/** Serves a REST API. */
export async function startRestServer(
  answer: AnswerRequest,
  { port, mutualTls, takeUpgrade, report }: RestServerOptions,
): Promise<RunningServer> {
  const listener = (request: IncomingMessage, response: ServerResponse) =>
    void serve({ request, response, answer, report });
  const server = mutualTls ? createTlsServer(serverOptions(mutualTls), listener) : createServer(listener);
  if (takeUpgrade) {
    server.on('upgrade', takeUpgrade);
  }
  return listenOnLoopback(server, port);
}

/** As a domain with mutual TLS has them: who has no certificate of a trusted authority gets no connection. */
function serverOptions({ server, trusted }: MutualTls) {
  const { certificate: cert, key } = server;
  return { cert, key, ca: [...trusted], requestCert: true, rejectUnauthorized: true, maxVersion: 'TLSv1.2' as const };
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
    const clientCert = clientCertOf(request.socket);
    return await answer({ method, target, headers: headersOf(request), body, requestId, clientCert });
  } catch (error) {
    report({ type: 'problem', message: `${method} ${target}: ${(error as Error).message}` });
    return { status: 500, body: JSON.stringify({ message: 'Internal server error' }) };
  }
}

export function headersOf({ headers }: IncomingMessage): Record<string, string> {
  const joined: Record<string, string> = {};
  for (const name in headers) {
    const value = headers[name]!;
    joined[name] = typeof value === 'string' ? value : value.join(',');
  }
  return joined;
}

/**
 * Undefined when it is too long; the rest is read all the same, so that the caller gets an answer. Listens instead of
 * iterating, which would cost a tenth of what a whole request does.
 */
export function readBody(request: IncomingMessage): Promise<Buffer | undefined> {
  const chunks: Buffer[] = [];
  let length = 0;
  request.on('data', (chunk: Buffer) => {
    length += chunk.length;
    if (length <= largestBodyBytes) {
      chunks.push(chunk);
    }
  });
  return new Promise((resolve, reject) => {
    request.on('end', () => resolve(length > largestBodyBytes ? undefined : Buffer.concat(chunks)));
    request.on('error', reject);
  });
}
