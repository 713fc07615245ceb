import { expect, test } from 'vitest';
import { loadResolver } from '../support/resolver';

test('ping answers by itself', () => {
  const ping = loadResolver('ping');
  expect(ping.request({})).toEqual({ payload: {} });
  expect(ping.response({})).toBe('pong');
});
