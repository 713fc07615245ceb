import { expect, test } from 'vitest';
import { loadResolver } from '../support/resolver';
import { caller, callerContext } from '../support/caller-context';

const submitAs = (context: object): unknown => {
  const { params } = loadResolver('submit', { QUEUE_PATH: '/queue' }).request({
    args: { payload: {} },
    stash: {},
    ...context,
  });
  const body = new URLSearchParams(params.body).get('MessageBody');
  return (JSON.parse(body ?? '') as { principal: unknown }).principal;
};

test('the caller is whom AppSync authenticated, whatever the headers say', () => {
  const headers = { 'x-client-subject-dn': 'CN=eve', 'x-amz-user-arn': 'arn:aws:iam::111122223333:root' };
  expect(submitAs({ ...callerContext(), request: { headers } })).toBe(caller);
});

test('callers behind one Cognito role are told apart', () => {
  const userArn = 'arn:aws:sts::111122223333:assumed-role/app/CognitoIdentityCredentials';
  expect(submitAs({ identity: { userArn, cognitoIdentityId: 'us-east-1:ada' } })).toBe('us-east-1:ada');
});

test.each([null, undefined, {}, { sub: 'ada', username: 'ada' }])('%j is nobody', (identity) => {
  expect(() => submitAs({ identity })).toThrow(expect.objectContaining({ type: 'Unauthorized' }));
});
