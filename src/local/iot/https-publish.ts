import { randomUUID } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { DeviceGateway, PublishOutcome } from './device-gateway';
import type { Device } from './devices';
import { headersOf, readBody } from '../rest/rest-server';
import type { SignedRequest } from '../rest/signature';

/** Finds out which device sends a request; undefined where it is none that may ask. */
export type IdentifyRequest = (request: IncomingMessage, signed: SignedRequest) => Promise<Device | undefined>;

const statuses: Readonly<Record<PublishOutcome, number>> = { accepted: 200, forbidden: 403, 'too-long': 413 };
const messages: Readonly<Record<PublishOutcome, string | null>> = {
  accepted: 'OK',
  forbidden: null,
  'too-long': 'The payload exceeds the size limit',
};

/** `POST /topics/<topic>` (iot/latest/developerguide/http.html). */
export function httpsPublish(gateway: DeviceGateway, identify: IdentifyRequest) {
  return (request: IncomingMessage, response: ServerResponse): void => {
    publish(request, response).catch((error: Error) => {
      gateway.failed(request.url ?? '', error); // such as a connection that ended in the midst of the message
      response.destroy();
    });
  };

  async function publish(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const respond = (status: number, message: string | null) => {
      const traceId = randomUUID();
      const headers = { 'content-type': 'application/json', 'x-amzn-requestid': traceId };
      response.writeHead(status, headers).end(JSON.stringify({ message, traceId }));
    };
    const { method = '', url: target = '/' } = request;
    const body = await readBody(request);
    const topic = topicOf(target);
    if (method !== 'POST' || topic === undefined || body === undefined) {
      return respond(body === undefined ? 413 : 404, null);
    }
    const device = await identify(request, { method, target, headers: headersOf(request), body });
    if (!device) {
      gateway.refuse('PUBLISH', topic);
      return respond(statuses.forbidden, messages.forbidden);
    }
    const outcome = await gateway.publish(device, { topic, payload: body });
    respond(statuses[outcome], messages[outcome]);
  }
}

function topicOf(target: string): string | undefined {
  const encoded = /^\/topics\/([^?]+)/.exec(target)?.[1];
  try {
    return encoded === undefined ? undefined : decodeURIComponent(encoded);
  } catch {
    return undefined;
  }
}
