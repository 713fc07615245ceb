import { expect, test } from 'vitest';
import { caller, callerContext } from '../support/caller-context';
import { loadResolver } from '../support/resolver';

test('a subscriber hears of the message only if it sent it', () => {
  const finished = loadResolver('finished');
  expect(finished.request({})).toEqual({ payload: {} });
  expect(finished.response({ ...callerContext(), args: { id: 'a' } })).toBeNull();
  expect(finished.filters).toEqual([{ id: { eq: 'a' }, principal: { eq: caller } }]);
});

test('nobody hears nothing', () => {
  const finished = loadResolver('finished');
  const subscribe = () => finished.response({ identity: null, args: { id: 'a' } });
  expect(subscribe).toThrow(expect.objectContaining({ type: 'Unauthorized' }));
  expect(finished.filters).toEqual([]);
});
