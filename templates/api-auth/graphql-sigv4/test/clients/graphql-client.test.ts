import { Sha256 } from '@smithy/core/checksum';
import { SignatureV4 } from '@smithy/signature-v4';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { GraphqlServer } from '../support/graphql-server';
import { credentials, testClient } from '../support/test-client';

const document = '{ __typename }';
let server: GraphqlServer;

beforeEach(async () => {
  server = await GraphqlServer.start({});
});

afterEach(() => server.stop());

/** The signature that AppSync would compute for what arrived. */
async function expectedAuthorization(): Promise<string | undefined> {
  const [{ headers, body } = { headers: {}, body: '' }] = server.requests;
  const names = /SignedHeaders=([^,]+)/.exec(headers.authorization ?? '')?.[1]?.split(';') ?? [];
  const signed = await new SignatureV4({ service: 'appsync', region: 'us-east-1', credentials, sha256: Sha256 }).sign(
    {
      method: 'POST',
      protocol: 'http:',
      hostname: '127.0.0.1',
      path: '/graphql',
      headers: Object.fromEntries(names.map((name) => [name, String(headers[name])])),
      body,
    },
    { signingDate: parseAmzDate(String(headers['x-amz-date'])) },
  );
  return signed.headers.authorization;
}

/** `20261123T100000Z` */
function parseAmzDate(text: string): Date {
  return new Date(text.replace(/^(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)Z$/, '$1-$2-$3T$4:$5:$6Z'));
}

test('signs what it sends', async () => {
  await expect(testClient(server.url).execute(document, {})).resolves.toEqual({ __typename: 'Query' });
  const [request] = server.requests;
  expect(request?.headers['x-amz-security-token']).toBe('token');
  expect(request?.headers.authorization).toMatch(/SignedHeaders=[^,]*host/);
  expect(request?.headers.authorization).toBe(await expectedAuthorization());
});

test('an error with status 200 is an error', async () => {
  await expect(testClient(server.url).execute('{ noSuchField }', {})).rejects.toThrow(/noSuchField/);
});

test('says when there is no answer', async () => {
  const { url } = server;
  server.stop();
  await expect(testClient(url).execute(document, {})).rejects.toThrow();
});
