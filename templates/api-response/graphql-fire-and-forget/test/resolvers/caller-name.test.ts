import { expect, test } from 'vitest';
import { caller, callerContext } from '../support/caller-context';
import { loadResolver } from '../support/resolver';

const callerName = loadResolver('caller-name');

test('tells a caller who it is', () => {
  expect(callerName.request({})).toEqual({ payload: {} });
  expect(callerName.response(callerContext())).toBe(caller);
});

test('tells nobody anything', () => {
  expect(() => callerName.response({ ...callerContext(), identity: null })).toThrow(
    expect.objectContaining({ type: 'Unauthorized' }),
  );
});
