import { Sha256 } from '@aws-crypto/sha256-js';
import { SignatureV4 } from '@smithy/signature-v4';
import autocannon from 'autocannon';
import type { RunDescription } from '../../src/cli/local-report';

/** Callers that each wait for an answer before they send the next message. */
export const connections = 32;

/** Different messages, which are sent again and again: signing is no part of what is measured. */
const messages = Array.from({ length: 64 }, (_, index) => JSON.stringify({ note: `message ${index}` }));

/** Where messages are sent, and in which requests. */
export interface Target {
  readonly name: string;
  /** What everything must be answered with. */
  readonly status: number;
  requestsTo(run: RunDescription): Promise<{ readonly url: string; readonly requests: autocannon.Request[] }>;
}

/** POST to the API, signed. */
export const api: Target = {
  name: 'POST to the API, signed',
  status: 202,
  requestsTo: async ({ url, region, callers: [caller] }) => {
    const { hostname, host, pathname: path, protocol, origin } = new URL('messages', url);
    const signer = new SignatureV4({ service: 'execute-api', region, credentials: caller!, sha256: Sha256 });
    const headers = { host, 'content-type': 'application/json' };
    const request = { method: 'POST' as const, protocol, hostname, path, headers };
    const signed = messages.map(async (body) => ({
      ...request,
      body,
      headers: (await signer.sign({ ...request, body })).headers,
    }));
    return { url: origin, requests: await Promise.all(signed) };
  },
};

/** SendMessage to the queue behind it, with the attributes that the API adds. */
export const sqs: Target = {
  name: 'SendMessage to its queue',
  status: 200,
  requestsTo: async ({ sqsEndpoint, region, name, callers: [caller] }) => {
    const QueueUrl = `http://sqs.${region}.localhost:${new URL(sqsEndpoint).port}/000000000000/${name}-messages`;
    const text = (StringValue: string) => ({ DataType: 'String', StringValue });
    const MessageAttributes = { requestId: text('00000000-0000-4000-8000-000000000000'), principal: text(caller!.arn) };
    const headers = {
      authorization: `AWS4-HMAC-SHA256 Credential=local/20260101/${region}/sqs/aws4_request, SignedHeaders=host, Signature=local`,
      'content-type': 'application/x-amz-json-1.0',
      'x-amz-target': 'AmazonSQS.SendMessage',
    };
    const requests = messages.map((MessageBody) => {
      const body = JSON.stringify({ QueueUrl, MessageBody, MessageAttributes });
      return { method: 'POST' as const, path: '/', headers, body };
    });
    return { url: sqsEndpoint, requests };
  },
};

/**
 * Sends messages as fast as they are answered.
 *
 * @returns answers per second
 */
export async function sendMessages(target: Target, run: RunDescription, seconds: number): Promise<number> {
  const { url, requests } = await target.requestsTo(run);
  const result = await autocannon({ url, requests, connections, duration: seconds });
  const { statusCodeStats = {} } = result as { statusCodeStats?: Readonly<Record<string, { readonly count: number }>> };
  const others = Object.keys(statusCodeStats).filter((status) => status !== String(target.status));
  if (others.length > 0 || result.errors > 0) {
    throw new Error(`${target.name}: answered ${JSON.stringify(statusCodeStats)}, ${result.errors} not at all`);
  }
  return result.requests.total / result.duration;
}
