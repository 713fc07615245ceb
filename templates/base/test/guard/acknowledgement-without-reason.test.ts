import { Validations } from 'aws-cdk-lib';
import { expect, test } from 'vitest';
import { acknowledgementWithoutReason } from '../../src/spillway/guard/acknowledgement-without-reason';
import { compliantWorker, findings } from '../support/guarded-app';

const id = 'Spillway::unreserved-function';

test('accepts a reason, and leaves the acknowledgements of others alone', () => {
  const { app, handler } = compliantWorker();
  Validations.of(handler).acknowledge({ id, reason: 'runs once a night' });
  Validations.of(handler).acknowledge({ id: 'AwsSolutions::AwsSolutions-L1', reason: '' });
  expect(findings(acknowledgementWithoutReason, app)).toEqual([]);
});

test.each(['', ' \n'])('reports the reason %j', (reason) => {
  const { app, handler } = compliantWorker();
  Validations.of(handler).acknowledge({ id, reason });
  expect(findings(acknowledgementWithoutReason, app)).toEqual([
    {
      path: 'shop/Handler',
      problem: 'Spillway::unreserved-function is acknowledged without a reason',
      fix: 'say in "reason" why the finding does no harm here',
      severity: 'fatal',
    },
  ]);
});

test('reports a reason that is missing', () => {
  const { app, handler } = compliantWorker();
  Validations.of(handler).acknowledge(JSON.parse(`{ "id": "${id}" }`) as { id: string; reason: string });
  expect(findings(acknowledgementWithoutReason, app)).toHaveLength(1);
});
