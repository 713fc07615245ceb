import { expect, test } from 'vitest';
import { noMaximumConcurrency } from '../../src/spillway/guard/no-maximum-concurrency';
import { cfnResource, compliantWorker, eventSourceMapping, findings } from '../support/guarded-app';

function unlimitedWorker() {
  const worker = compliantWorker();
  eventSourceMapping(worker).addPropertyDeletionOverride('ScalingConfig');
  return worker;
}

test('accepts a maximum concurrency', () => {
  expect(findings(noMaximumConcurrency, compliantWorker().app)).toEqual([]);
});

test('accepts provisioned mode, which ends at its most pollers', () => {
  const worker = unlimitedWorker();
  eventSourceMapping(worker).addPropertyOverride('ProvisionedPollerConfig', { MaximumPollers: 2 });
  expect(findings(noMaximumConcurrency, worker.app)).toEqual([]);
});

test('reports a missing maximum beside a reservation', () => {
  expect(findings(noMaximumConcurrency, unlimitedWorker().app)).toEqual([
    {
      path: expect.stringMatching(/^shop\/Handler\/SqsEventSource.*\/Resource$/) as string,
      problem: 'no maximum concurrency, but the function reserves 2',
      fix: 'set maxConcurrency to 2 or less',
    },
  ]);
});

test('reports a missing maximum of a function without a reservation', () => {
  const { app, handler } = unlimitedWorker();
  cfnResource(handler).addPropertyDeletionOverride('ReservedConcurrentExecutions');
  expect(findings(noMaximumConcurrency, app)).toEqual([
    expect.objectContaining({
      problem: 'no maximum concurrency, and the function reserves nothing',
      fix: 'set maxConcurrency',
    }),
  ]);
});
