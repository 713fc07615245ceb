import { expect, test } from 'vitest';
import { maximumOutOfRange } from '../../src/spillway/guard/maximum-out-of-range';
import { compliantWorker, eventSourceMapping, findings } from '../support/guarded-app';

function workerWithMaximum(maximum: number) {
  const worker = compliantWorker();
  eventSourceMapping(worker).addPropertyOverride('ScalingConfig.MaximumConcurrency', maximum);
  return worker.app;
}

test.each([2, 1000])('accepts a maximum concurrency of %i', (maximum) => {
  expect(findings(maximumOutOfRange, workerWithMaximum(maximum))).toEqual([]);
});

test('accepts a mapping without a maximum', () => {
  const worker = compliantWorker();
  eventSourceMapping(worker).addPropertyDeletionOverride('ScalingConfig');
  expect(findings(maximumOutOfRange, worker.app)).toEqual([]);
});

test.each([
  [1, 'set maxConcurrency to 2 or more'],
  [1001, 'lower maxConcurrency to 1000'],
])('reports a maximum concurrency of %i from a raw override', (maximum, fix) => {
  expect(findings(maximumOutOfRange, workerWithMaximum(maximum))).toEqual([
    {
      path: expect.stringMatching(/^shop\/Handler\/SqsEventSource.*\/Resource$/) as string,
      problem: `maximum concurrency ${maximum} is not from 2 to 1000, and Lambda takes no other`,
      fix,
    },
  ]);
});
