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

test.each([0, 1])('advises no maximum below the least that Lambda takes, beside a reservation of %i', (reserved) => {
  const { app, handler } = unlimitedWorker();
  cfnResource(handler).addPropertyOverride('ReservedConcurrentExecutions', reserved);
  expect(findings(noMaximumConcurrency, app)).toEqual([
    expect.objectContaining({
      problem: `no maximum concurrency, but the function reserves ${reserved}`,
      fix: 'raise reservedConcurrentExecutions to 2 and set maxConcurrency to 2, the least that it can be',
    }),
  ]);
});

test.each([
  ['is disabled', false, 0],
  ['may be enabled by a parameter', { Ref: 'Enabled' }, 1],
])('a mapping that %s', (_, enabled, count) => {
  const worker = unlimitedWorker();
  eventSourceMapping(worker).addPropertyOverride('Enabled', enabled);
  expect(findings(noMaximumConcurrency, worker.app)).toHaveLength(count);
});

test('names no number that only the deployment knows', () => {
  const { app, handler } = unlimitedWorker();
  cfnResource(handler).addPropertyOverride('ReservedConcurrentExecutions', { Ref: 'Reserved' });
  expect(findings(noMaximumConcurrency, app)).toEqual([
    expect.objectContaining({ fix: 'set maxConcurrency to what the function reserves or less' }),
  ]);
});

test('advises no maximum over the most that Lambda takes', () => {
  const { app, handler } = unlimitedWorker();
  cfnResource(handler).addPropertyOverride('ReservedConcurrentExecutions', 1500);
  expect(findings(noMaximumConcurrency, app)).toEqual([
    expect.objectContaining({ fix: 'set maxConcurrency to 1000 or less' }),
  ]);
});
