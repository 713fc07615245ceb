import { parse, validate } from 'graphql';
import { afterEach, expect, test } from 'vitest';
import { waitForResult } from '../../clients/wait-for-result';
import { type WorkerName, workers } from '../../src/spillway/concurrency';
import { statusField } from '../../src/spillway/status-field-names';
import { GraphqlServer } from '../support/graphql-server';
import { type RealtimeBehaviour, RealtimeServer } from '../support/realtime-server';
import { serviceSchema } from '../support/schema';
import { testClient } from '../support/test-client';

const [worker = ''] = Object.keys(workers);
const stored = { id: 'a', principal: 'p', updatedAt: '2026-11-23T10:00:00.000Z' };
let server: GraphqlServer;
let realtime: RealtimeServer;

afterEach(() => server.stop());

async function wait(behaviour: RealtimeBehaviour, status: object | null = null): Promise<unknown> {
  server = await GraphqlServer.start({ [statusField(worker)]: () => status });
  realtime = new RealtimeServer(server, behaviour);
  return waitForResult(testClient(server.url), worker as WorkerName, 'a', { timeoutMs: 500 });
}

test('waits until the end of the message is published', async () => {
  const publishSoon: RealtimeBehaviour = {
    onStart: ({ publish }) =>
      setTimeout(() => publish({ message: { status: 'SUCCEEDED', result: '{"fields":["sku"]}' } }), 50),
  };
  await expect(wait(publishSoon, { ...stored, status: 'PROCESSING' })).resolves.toEqual({ fields: ['sku'] });
});

test('does not wait for what was published before', async () => {
  await expect(wait({}, { ...stored, status: 'SUCCEEDED', result: '7' })).resolves.toBe(7);
});

test('signs the connection and the subscription, and asks for what the schema offers', async () => {
  await wait({}, { ...stored, status: 'SUCCEEDED', result: '7' });
  const [start] = realtime.starts;
  const { query, variables } = JSON.parse(start?.data ?? '') as { query: string; variables: unknown };
  expect(validate(serviceSchema(), parse(query))).toEqual([]);
  expect(variables).toEqual({ id: 'a' });
  for (const headers of [realtime.connectHeaders[0], start?.extensions.authorization]) {
    expect(headers).toMatchObject({
      host: new URL(server.url).host,
      'content-encoding': 'amz-1.0',
      'x-amz-security-token': 'token',
      authorization: expect.stringContaining('/us-east-1/appsync/aws4_request'),
    });
  }
  expect(realtime.connectHeaders[0]?.authorization).not.toBe(start?.extensions.authorization.authorization);
});

test('says that the message has failed', async () => {
  const fail: RealtimeBehaviour = {
    onStart: ({ publish }) => setTimeout(() => publish({ message: { status: 'FAILED', result: null } }), 50),
  };
  await expect(wait(fail)).rejects.toThrow('failed on its last receive');
});

test.each<[string, RealtimeBehaviour, RegExp]>([
  ['the subscription is refused', { refuseWith: 'UnauthorizedException' }, /refused/],
  ['the connection is lost', { onStart: ({ cut }) => setTimeout(cut, 50) }, /connection to the API is lost/],
  ['the time is up', {}, /not done after 500 ms/],
])('says when %s', async (_case, behaviour, message) => {
  await expect(wait(behaviour)).rejects.toThrow(message);
});
