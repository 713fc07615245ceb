import { describe, expect, test } from 'vitest';
import { postJson } from '../../src/downstream';
import { holdKeys, startDownstream } from '../support/local-downstream';

const post = () => postJson('orders', { sku: 'A-1' }, 'message-1');

test('calls the API below its base URL, with the key and the id of the message', async () => {
  holdKeys('s3cr3t');
  const { calls } = await startDownstream(() => ({ status: 200, body: '{"total":3}' }));
  await expect(post()).resolves.toEqual({ total: 3 });
  expect(calls).toEqual([
    {
      path: '/v2/orders',
      body: '{"sku":"A-1"}',
      headers: expect.objectContaining({
        authorization: 'Bearer s3cr3t',
        'content-type': 'application/json',
        'idempotency-key': 'message-1',
      }),
    },
  ]);
});

test('takes an empty answer', async () => {
  holdKeys('s3cr3t');
  await startDownstream(() => ({ status: 204 }));
  await expect(post()).resolves.toBeUndefined();
});

test('keeps the connection between messages', async () => {
  holdKeys('s3cr3t');
  const { calls, sockets } = await startDownstream(() => ({ status: 204 }));
  await post();
  await post();
  expect(calls).toHaveLength(2);
  expect(sockets.size).toBe(1);
});

test.each([400, 404, 429, 500, 503])('fails the message on a %d', async (status) => {
  holdKeys('s3cr3t');
  await startDownstream(() => ({ status, body: 'busy' }));
  await expect(post()).rejects.toMatchObject({ name: 'DownstreamError', status });
});

test('gives up on an API that does not answer', async () => {
  holdKeys('s3cr3t');
  await startDownstream(() => 'none');
  await expect(post()).rejects.toMatchObject({ name: 'TimeoutError' });
});

describe('the API key', () => {
  test('is read once for many messages', async () => {
    const lookUp = holdKeys('s3cr3t');
    await startDownstream(() => ({ status: 204 }));
    await post();
    await post();
    expect(lookUp).toHaveBeenCalledExactlyOnceWith('api-key');
  });

  test.each([401, 403])('is read anew after a %d, for it may have been rotated', async (status) => {
    holdKeys('old', 'new');
    await startDownstream(({ headers }) => ({ status: headers.authorization === 'Bearer new' ? 204 : status }));
    await expect(post()).rejects.toMatchObject({ status });
    await expect(post()).resolves.toBeUndefined();
  });

  test('must be there', async () => {
    holdKeys('');
    const { calls } = await startDownstream(() => ({ status: 204 }));
    await expect(post()).rejects.toThrow('holds no text; put the API key into it');
    expect(calls).toEqual([]);
  });
});
