import { expect, test } from 'vitest';
import { callerContext } from '../support/caller-context';
import { loadResolver } from '../support/resolver';

const workerSessions = 'arn:aws:sts::111122223333:assumed-role/orders-role/';
const publish = loadResolver('publish', { WORKER_SESSIONS: workerSessions });
const args = { id: 'a', principal: 'p', status: 'SUCCEEDED', result: '"text"' };

test('passes on what the worker tells', () => {
  expect(publish.request({ ...callerContext(`${workerSessions}function`), args })).toEqual({ payload: args });
  expect(publish.response({ result: args })).toEqual(args);
});

test.each([
  'arn:aws:sts::111122223333:assumed-role/orders-role-2/function',
  'arn:aws:sts::444455556666:assumed-role/orders-role/function',
  'arn:aws:sts::111122223333:assumed-role/admin/orders-role',
  'arn:aws:iam::111122223333:user/orders-role',
  'arn:aws:iam::111122223333:root',
])('does not let %s tell that a message is done', (userArn) => {
  const forge = () => publish.request({ ...callerContext(userArn), args });
  expect(forge).toThrow(expect.objectContaining({ type: 'Unauthorized' }));
});

test.each([null, undefined, {}])('does not let %j, who is nobody', (identity) => {
  expect(() => publish.request({ identity, args })).toThrow(expect.objectContaining({ type: 'Unauthorized' }));
});
