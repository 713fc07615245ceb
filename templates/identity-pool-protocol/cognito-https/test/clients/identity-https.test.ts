import { once } from 'node:events';
import { createServer, type Server } from 'node:https';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { HttpsDevice } from '../../clients/https-device';
import { type WorkerName, workers } from '../../src/spillway/concurrency';
import { serviceName } from '../../src/spillway/service';
import { identityId, StubCognito } from '../support/stub-cognito';
import { ThrowawayCa } from '../support/throwaway-pki';

const [worker] = Object.keys(workers) as [WorkerName];

let ca: ThrowawayCa;
let server: Server;
let cognito: StubCognito;
const requests: { url?: string; authorization?: string; token: unknown }[] = [];

beforeAll(async () => {
  ca = await ThrowawayCa.create();
  const { certificate: cert, privateKey: key } = await ca.issue('localhost');
  server = createServer({ cert, key }, ({ url, headers }, response) => {
    requests.push({ url, authorization: headers.authorization, token: headers['x-amz-security-token'] });
    response.writeHead(200, { 'content-type': 'application/json' }).end('{}');
  });
  server.listen(0, 'localhost');
  await once(server, 'listening');
  cognito = await StubCognito.start('secret');
});
afterAll(() => {
  cognito.stop();
  server.close();
});

test('publishes with the credentials of an identity, under the id of the identity', async () => {
  const device = new HttpsDevice({
    endpoint: `localhost:${(server.address() as AddressInfo).port}`,
    device: identityId,
    credentials: cognito.credentials(),
    certificateAuthority: ca.certificate,
  });
  await device.publish({ worker, payload: { celsius: 21.5 } });
  const topic = encodeURIComponent(`${serviceName}/${worker}/${identityId}`);
  expect(requests).toMatchObject([{ url: `/topics/${topic}?qos=1`, token: 'identity/token==' }]);
  expect(requests[0]?.authorization).toContain('Credential=ASIAIDENTITY/');
  device.close();
});
