import { expect, test } from 'vitest';
import { submit } from '../../clients/submit';
import { type WorkerName, workers } from '../../src/spillway/concurrency';
import { connectTo } from '../support/local-api';
import { scripted } from '../support/local-server';

const [worker] = Object.keys(workers) as [WorkerName];

test('returns the id of the message', async () => {
  const listener = scripted({ status: 202, body: { id: 'a' } });
  const api = await connectTo(listener);
  await expect(submit(api, worker, { sku: 'A-1' })).resolves.toBe('a');
  expect(listener.requests).toEqual([`POST ${new URL(worker, api.url).pathname} {"sku":"A-1"}`]);
});

test('says what the API has against a message', async () => {
  const api = await connectTo(scripted({ status: 400, body: { message: 'Invalid request body' } }));
  await expect(submit(api, worker, {})).rejects.toThrow(/was answered 400: .*Invalid request body/);
});
