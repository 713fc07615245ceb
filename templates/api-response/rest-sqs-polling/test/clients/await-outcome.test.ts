import { expect, test } from 'vitest';
import { awaitOutcome } from '../../clients/await-outcome';
import { type WorkerName, workers } from '../../src/spillway/concurrency';
import { connectTo } from '../support/local-api';
import { scripted } from '../support/local-server';

const [worker] = Object.keys(workers) as [WorkerName];
const unknown = { status: 404, body: { message: 'unknown id, or not yet there' } };
const inStatus = (status: string, result?: unknown) => ({ status: 200, body: { id: 'a/b', status, result } });

test('polls until the message succeeded', async () => {
  const listener = scripted(unknown, inStatus('PROCESSING'), inStatus('RETRYING'), inStatus('SUCCEEDED', { total: 3 }));
  const api = await connectTo(listener);
  const outcome = await awaitOutcome(api, { worker, id: 'a/b' }, { firstPauseMs: 1 });
  expect(outcome).toMatchObject({ status: 'SUCCEEDED', result: { total: 3 } });
  expect(listener.requests).toHaveLength(4);
  expect(new Set(listener.requests)).toEqual(new Set([`GET ${new URL(worker, api.url).pathname}/a%2Fb`]));
});

test('tells of a failure that no retry will mend', async () => {
  const api = await connectTo(scripted(inStatus('FAILED')));
  await expect(awaitOutcome(api, { worker, id: 'a/b' })).resolves.toMatchObject({ status: 'FAILED' });
});

test('gives up when the time is up, and says what it saw last', async () => {
  const api = await connectTo(scripted(inStatus('PROCESSING')));
  const waiting = awaitOutcome(api, { worker, id: 'a/b' }, { timeoutMs: 20, firstPauseMs: 5 });
  await expect(waiting).rejects.toThrow('message a/b is PROCESSING after 20 ms');
});

test('does not poll on when it is not let in', async () => {
  const listener = scripted({ status: 403, body: { message: 'Forbidden' } });
  const api = await connectTo(listener);
  await expect(awaitOutcome(api, { worker, id: 'a/b' })).rejects.toThrow('answered 403');
  expect(listener.requests).toHaveLength(1);
});
