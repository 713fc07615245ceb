import { once } from 'node:events';
import { createServer, type Server } from 'node:https';
import type { AddressInfo } from 'node:net';
import type { TLSSocket } from 'node:tls';
import { text } from 'node:stream/consumers';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { HttpsDevice } from '../../clients/https-device';
import { type WorkerName, workers } from '../../src/spillway/concurrency';
import { serviceName } from '../../src/spillway/service';
import { ThrowawayCa } from '../support/throwaway-pki';

const [worker] = Object.keys(workers) as [WorkerName];
const publication = { worker, payload: { celsius: 21.5 } };

let ca: ThrowawayCa;
let server: Server;
let status: number;
const requests: { method?: string; url?: string; subject: string; body: unknown }[] = [];

beforeAll(async () => {
  ca = await ThrowawayCa.create();
  const { certificate: cert, privateKey: key } = await ca.issue('localhost');
  const options = { cert, key, ca: ca.certificate, requestCert: true, rejectUnauthorized: true };
  server = createServer(options, (request, response) => {
    void text(request).then((body) => {
      const subject = String((request.socket as TLSSocket).getPeerCertificate().subject.CN);
      requests.push({ method: request.method, url: request.url, subject, body: JSON.parse(body) });
      response.writeHead(status).end('{"message":"answer"}');
    });
  });
  server.listen(0, 'localhost');
  await once(server, 'listening');
});
beforeEach(() => {
  status = 200;
  requests.splice(0);
});
afterAll(() => server.close());

async function deviceOf(issuer: ThrowawayCa): Promise<HttpsDevice> {
  const credentials = await issuer.issue('sensor-1');
  const { port } = server.address() as AddressInfo;
  return new HttpsDevice({
    endpoint: 'localhost',
    port,
    certificateAuthority: ca.certificate,
    certificateId: 'c1',
    ...credentials,
  });
}

test('publishes under the id of its certificate', async () => {
  const device = await deviceOf(ca);
  const messageId = await device.publish(publication);
  const topic = encodeURIComponent(`${serviceName}/${worker}/c1`);
  expect(requests).toEqual([
    { method: 'POST', url: `/topics/${topic}?qos=1`, subject: 'sensor-1', body: { celsius: 21.5, messageId } },
  ]);
  device.close();
});

test.each([403, 429, 500])('tells when the answer is %i', async (refusal) => {
  status = refusal;
  const device = await deviceOf(ca);
  await expect(device.publish(publication)).rejects.toMatchObject({ name: 'PublishError', status: refusal });
  device.close();
});

test('is refused with a certificate of another authority', async () => {
  const device = await deviceOf(await ThrowawayCa.create());
  await expect(device.publish(publication)).rejects.toThrow();
  expect(requests).toEqual([]);
});
