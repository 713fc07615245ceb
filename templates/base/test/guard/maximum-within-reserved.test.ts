import { expect, test } from 'vitest';
import { maximumWithinReserved } from '../../src/spillway/guard/maximum-within-reserved';
import { readSynthesizedApp } from '../../src/spillway/guard/synthesized-app';
import { cfnResource, compliantWorker, eventSourceMapping } from '../support/guarded-app';

test('accepts a maximum concurrency equal to the reserved one', () => {
  expect(maximumWithinReserved(readSynthesizedApp(compliantWorker().app))).toEqual([]);
});

test('reports a maximum concurrency over the reserved one', () => {
  const worker = compliantWorker();
  eventSourceMapping(worker).addPropertyOverride('ScalingConfig.MaximumConcurrency', 30);
  expect(maximumWithinReserved(readSynthesizedApp(worker.app))).toEqual([
    'shop/Handler: maximum concurrency 30 is over the reserved concurrency 20; ' +
      'lower maxConcurrency to 20 or raise reservedConcurrentExecutions to 30',
  ]);
});

test('reports a missing maximum concurrency', () => {
  const worker = compliantWorker();
  eventSourceMapping(worker).addPropertyDeletionOverride('ScalingConfig');
  expect(maximumWithinReserved(readSynthesizedApp(worker.app))).toEqual([
    expect.stringMatching(/no maximum concurrency, but the function reserves 20; set maxConcurrency to 20 or less$/),
  ]);
});

test('reports a function without a reservation that a queue may send anything to', () => {
  const worker = compliantWorker();
  eventSourceMapping(worker).addPropertyDeletionOverride('ScalingConfig');
  cfnResource(worker.handler).addPropertyDeletionOverride('ReservedConcurrentExecutions');
  expect(maximumWithinReserved(readSynthesizedApp(worker.app))).toEqual([
    expect.stringMatching(
      /^shop\/Handler\/.*: no maximum concurrency, and the function reserves nothing; set maxConcurrency$/,
    ),
  ]);
});

test('accepts a maximum concurrency without a reservation', () => {
  const { app, handler } = compliantWorker();
  cfnResource(handler).addPropertyDeletionOverride('ReservedConcurrentExecutions');
  expect(maximumWithinReserved(readSynthesizedApp(app))).toEqual([]);
});
