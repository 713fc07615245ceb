import { afterEach, expect, test } from 'vitest';
import { waitForResult } from '../../clients/wait-for-result';
import { type WorkerName, workers } from '../../src/spillway/concurrency';
import { statusField } from '../../src/spillway/status-field-names';
import { GraphqlServer } from '../support/graphql-server';
import { testClient } from '../support/test-client';

const [worker = ''] = Object.keys(workers);
const updatedAt = '2026-11-23T10:00:00.000Z';
let server: GraphqlServer;

afterEach(() => server.stop());

/** Polls a server whose status moves on with every look. */
async function pollThrough(...steps: readonly (object | null)[]): Promise<unknown> {
  const left = [...steps];
  const step = ({ id }: { id: string }) => {
    const status = left.length > 1 ? left.shift() : left[0];
    return status && { id, updatedAt, ...status };
  };
  server = await GraphqlServer.start({ [statusField(worker)]: step });
  return waitForResult(testClient(server.url), worker as WorkerName, 'a', { timeoutMs: 1_000, pauseMs: 5 });
}

test('polls until the message has succeeded', async () => {
  const succeeded = { status: 'SUCCEEDED', result: '{"fields":["sku"]}' };
  const steps = [null, { status: 'PROCESSING' }, { status: 'RETRYING' }, succeeded];
  await expect(pollThrough(...steps)).resolves.toEqual({ fields: ['sku'] });
  expect(server.requests).toHaveLength(4);
});

test('a handler may return nothing', async () => {
  await expect(pollThrough({ status: 'SUCCEEDED' })).resolves.toBeNull();
});

test('says that the message has failed', async () => {
  await expect(pollThrough({ status: 'RETRYING' }, { status: 'FAILED' })).rejects.toThrow('failed on its last receive');
});

test('gives up when the time is up', async () => {
  await expect(pollThrough({ status: 'PROCESSING' })).rejects.toThrow('not done after 1000 ms');
});
