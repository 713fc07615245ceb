import { expect, test } from 'vitest';
import { maximumWithPollers } from '../../src/spillway/guard/maximum-with-pollers';
import { compliantWorker, eventSourceMapping, findings } from '../support/guarded-app';

test('accepts a maximum without provisioned mode', () => {
  expect(findings(maximumWithPollers, compliantWorker().app)).toEqual([]);
});

test('reports both together', () => {
  const worker = compliantWorker();
  eventSourceMapping(worker).addPropertyOverride('ProvisionedPollerConfig', { MinimumPollers: 2, MaximumPollers: 5 });
  expect(findings(maximumWithPollers, worker.app)).toEqual([
    {
      path: expect.stringMatching(/^shop\/Handler\/SqsEventSource.*\/Resource$/) as string,
      problem: 'maximum concurrency 2 and provisioned mode with up to 5 pollers exclude each other',
      fix: 'remove maxConcurrency or provisionedPollerConfig',
    },
  ]);
});

test('accepts provisioned mode alone', () => {
  const worker = compliantWorker();
  eventSourceMapping(worker).addPropertyOverride('ProvisionedPollerConfig', { MinimumPollers: 2 });
  eventSourceMapping(worker).addPropertyDeletionOverride('ScalingConfig');
  expect(findings(maximumWithPollers, worker.app)).toEqual([]);
});
