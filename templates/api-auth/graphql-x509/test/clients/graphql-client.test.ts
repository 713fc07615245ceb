import { expect, test } from 'vitest';
import { GraphqlClient } from '../../clients/graphql-client';
import { connectTo } from '../support/local-api';
import { scripted } from '../support/local-server';

test('posts to the API over mutual TLS', async () => {
  const listener = scripted({ status: 200, body: { data: { a: 1 } } });
  const client = new GraphqlClient(await connectTo(listener));
  await expect(client.execute('{ a }', { b: 2 })).resolves.toEqual({ a: 1 });
  expect(listener.requests).toEqual(['POST /graphql {"query":"{ a }","variables":{"b":2}}']);
});

test('an error with status 200 is an error', async () => {
  const body = { data: null, errors: [{ errorType: 'Unavailable', message: 'try again' }] };
  const client = new GraphqlClient(await connectTo(scripted({ status: 200, body })));
  await expect(client.execute('{ a }', {})).rejects.toThrow('try again');
});
