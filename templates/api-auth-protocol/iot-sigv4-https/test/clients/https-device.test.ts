import { once } from 'node:events';
import { createServer, type Server } from 'node:https';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { HttpsDevice } from '../../clients/https-device';
import { type WorkerName, workers } from '../../src/spillway/concurrency';
import { region, serviceName } from '../../src/spillway/service';
import { ThrowawayCa } from '../support/throwaway-pki';

const [worker] = Object.keys(workers) as [WorkerName];
const publication = { worker, payload: { celsius: 21.5 } };
const session = { accessKeyId: 'ASIAEXAMPLE', secretAccessKey: 'secret', sessionToken: 'token' };

let ca: ThrowawayCa;
let server: Server;
let device: HttpsDevice;
/** Statuses of the next answers; 200 after that. */
let statuses: number[];
const requests: { method?: string; url?: string; authorization?: string; token: unknown; body: unknown }[] = [];

beforeAll(async () => {
  ca = await ThrowawayCa.create();
  const { certificate: cert, privateKey: key } = await ca.issue('localhost');
  server = createServer({ cert, key }, (request, response) => {
    void text(request).then((body) => {
      const { authorization, 'x-amz-security-token': token } = request.headers;
      requests.push({ method: request.method, url: request.url, authorization, token, body: JSON.parse(body) });
      response.writeHead(statuses.shift() ?? 200, { 'content-type': 'application/json' }).end('{"message":"answer"}');
    });
  });
  server.listen(0, 'localhost');
  await once(server, 'listening');
});
beforeEach(() => {
  statuses = [];
  requests.splice(0);
  device = new HttpsDevice({
    endpoint: `localhost:${(server.address() as AddressInfo).port}`,
    device: 'sensor-1',
    credentials: async () => session,
    certificateAuthority: ca.certificate,
  });
});
afterAll(() => server.close());

test('publishes a signed request to the topic of the worker and the device', async () => {
  const messageId = await device.publish(publication);
  const topic = encodeURIComponent(`${serviceName}/${worker}/sensor-1`);
  expect(requests).toMatchObject([
    { method: 'POST', url: `/topics/${topic}?qos=1`, token: 'token', body: { celsius: 21.5, messageId } },
  ]);
  expect(requests[0]?.authorization).toMatch(
    new RegExp(`^AWS4-HMAC-SHA256 Credential=ASIAEXAMPLE/\\d{8}/${region}/\\w+/aws4_request, SignedHeaders=.*host`),
  );
  device.close();
});

test('repeats a message under its id', async () => {
  statuses = [500];
  const messageId = await device.publish(publication);
  expect(requests.map(({ body }) => body)).toEqual([
    { celsius: 21.5, messageId },
    { celsius: 21.5, messageId },
  ]);
  device.close();
});

test('fails when the message is refused', async () => {
  statuses = [403];
  await expect(device.publish(publication)).rejects.toMatchObject({ $metadata: { httpStatusCode: 403 } });
  device.close();
});
