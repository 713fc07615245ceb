import type { IncomingMessage } from 'node:http';
import { Sha256 } from '@smithy/core/checksum';
import { SignatureV4 } from '@smithy/signature-v4';
import { expect, test } from 'vitest';
import { region } from '../../src/spillway/service';
import { connectTo, credentials } from '../support/local-api';

const body = '{"sku":"A-1 é"}';

/** The signature that AWS computes for what arrived. */
async function expectedAuthorization({ method = '', url, headers }: IncomingMessage, secretAccessKey: string) {
  const signer = new SignatureV4({
    service: 'execute-api',
    region,
    credentials: { ...credentials, secretAccessKey },
    sha256: Sha256,
  });
  const { pathname } = new URL(url ?? '', 'http://localhost');
  const request = {
    method,
    protocol: 'http:',
    hostname: 'localhost',
    path: pathname,
    headers: { host: String(headers.host), 'content-type': String(headers['content-type']) },
    body,
  };
  const signed = await signer.sign(request, { signingDate: dateOf(String(headers['x-amz-date'])) });
  return signed.headers.authorization;
}

/** `20261123T080000Z` */
function dateOf(amzDate: string): Date {
  return new Date(amzDate.replace(/^(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)Z$/, '$1-$2-$3T$4:$5:$6Z'));
}

test('signs what it sends, with the session token', async () => {
  let arrived: IncomingMessage | undefined;
  const api = await connectTo((request, response) => {
    arrived = request;
    request.resume().on('end', () => response.end());
  });
  await api.send({ method: 'POST', url: new URL('orders/a%2Fb', api.url), body });
  expect(arrived?.headers['x-amz-security-token']).toBe(credentials.sessionToken);
  expect(arrived?.headers.authorization).toContain(`/${region}/execute-api/aws4_request`);
  expect(arrived?.headers.authorization).toBe(await expectedAuthorization(arrived!, credentials.secretAccessKey));
  expect(arrived?.headers.authorization).not.toBe(await expectedAuthorization(arrived!, 'another secret'));
});
