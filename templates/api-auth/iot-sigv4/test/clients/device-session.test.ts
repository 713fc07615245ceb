import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { deviceSession } from '../../clients/device-session';

const answer = `<AssumeRoleResponse xmlns="https://sts.amazonaws.com/doc/2011-06-15/"><AssumeRoleResult><Credentials>
  <AccessKeyId>ASIAEXAMPLE</AccessKeyId><SecretAccessKey>secret</SecretAccessKey><SessionToken>token</SessionToken>
  <Expiration>2100-01-01T00:00:00Z</Expiration>
</Credentials></AssumeRoleResult></AssumeRoleResponse>`;

let sts: Server;
const requests: URLSearchParams[] = [];

beforeAll(async () => {
  sts = createServer((request, response) => {
    void text(request).then((body) => {
      requests.push(new URLSearchParams(body));
      response.writeHead(200, { 'content-type': 'text/xml' }).end(answer);
    });
  });
  sts.listen(0, 'localhost');
  await once(sts, 'listening');
  vi.stubEnv('AWS_ENDPOINT_URL_STS', `http://localhost:${(sts.address() as AddressInfo).port}`);
});
afterAll(() => {
  vi.unstubAllEnvs();
  sts.close();
});

test('asks for a session that is named and tagged after the device', async () => {
  const roleArn = 'arn:aws:iam::111122223333:role/device';
  const masterCredentials = async () => ({ accessKeyId: 'AKIAEXAMPLE', secretAccessKey: 'secret' });
  await expect(deviceSession({ roleArn, device: 'sensor-1', masterCredentials })()).resolves.toMatchObject({
    accessKeyId: 'ASIAEXAMPLE',
    sessionToken: 'token',
  });
  expect(Object.fromEntries(requests[0] ?? [])).toMatchObject({
    Action: 'AssumeRole',
    RoleArn: roleArn,
    RoleSessionName: 'sensor-1',
    'Tags.member.1.Key': 'DeviceId',
    'Tags.member.1.Value': 'sensor-1',
  });
});
