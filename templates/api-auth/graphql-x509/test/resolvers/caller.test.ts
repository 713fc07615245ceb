import { expect, test } from 'vitest';
import { caller, callerContext } from '../support/caller-context';
import { loadResolver, type ResolverContext } from '../support/resolver';

function submitAs(context: ResolverContext): unknown {
  const submit = loadResolver('submit', { QUEUE_PATH: '/queue' });
  const { params } = submit.request({ ...context, args: { payload: {} }, stash: {} });
  const body = new URLSearchParams(params.body).get('MessageBody');
  return (JSON.parse(body ?? '') as { principal: unknown }).principal;
}

const refusal = expect.objectContaining({ type: 'Unauthorized' });

test('the caller is whom the gateway names', () => {
  expect(submitAs(callerContext())).toBe(caller);
});

test.each([
  'arn:aws:sts::111122223333:assumed-role/gateway-2/session',
  'arn:aws:sts::444455556666:assumed-role/gateway/session',
  'arn:aws:sts::111122223333:assumed-role/admin/gateway',
  'arn:aws:iam::111122223333:user/gateway',
  'arn:aws:iam::111122223333:root',
])('%s cannot speak for a caller', (userArn) => {
  expect(() => submitAs(callerContext(userArn))).toThrow(refusal);
});

test.each<Record<string, string>>([{}, { 'x-client-subject-dn': '' }])(
  'with the headers %j the caller is nobody',
  (headers) => {
    expect(() => submitAs({ ...callerContext(), request: { headers } })).toThrow(refusal);
  },
);

test.each([null, undefined, {}])('the identity %j is nobody', (identity) => {
  expect(() => submitAs({ ...callerContext(), identity })).toThrow(refusal);
});

test('nobody is the gateway when the API does not know its role', () => {
  expect(() => submitAs({ ...callerContext(), env: {} })).toThrow(refusal);
});
