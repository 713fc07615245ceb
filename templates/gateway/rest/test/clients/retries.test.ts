import { expect, test, vi } from 'vitest';
import type { ApiRequest } from '../../clients/api-connection';
import { withRetries } from '../../clients/retries';

const request: ApiRequest = { method: 'POST', url: new URL('http://localhost/orders'), body: '{}' };
const answer = (status: number) => ({ status, body: '' });

test.each([429, 503])('sends again after a %d', async (status) => {
  const send = vi.fn().mockResolvedValueOnce(answer(status)).mockResolvedValue(answer(202));
  await expect(withRetries(send, { firstPauseMs: 1 })(request)).resolves.toEqual(answer(202));
  expect(send).toHaveBeenCalledTimes(2);
});

test.each([400, 403, 404, 502])('takes a %d for an answer', async (status) => {
  const send = vi.fn().mockResolvedValue(answer(status));
  await expect(withRetries(send, { firstPauseMs: 1 })(request)).resolves.toEqual(answer(status));
  expect(send).toHaveBeenCalledTimes(1);
});

test('gives up in the end', async () => {
  const send = vi.fn().mockResolvedValue(answer(429));
  await expect(withRetries(send, { firstPauseMs: 1, maxTries: 3 })(request)).resolves.toEqual(answer(429));
  expect(send).toHaveBeenCalledTimes(3);
});
