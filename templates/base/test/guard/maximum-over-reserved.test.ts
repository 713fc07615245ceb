import { SqsEventSource } from 'aws-cdk-lib/aws-lambda-event-sources';
import { expect, test } from 'vitest';
import { maximumOverReserved } from '../../src/spillway/guard/maximum-over-reserved';
import { addQueues, cfnResource, compliantWorker, eventSourceMapping, findings } from '../support/guarded-app';

test('accepts a maximum concurrency equal to the reserved one', () => {
  expect(findings(maximumOverReserved, compliantWorker().app)).toEqual([]);
});

test('reports a maximum concurrency over the reserved one', () => {
  const worker = compliantWorker();
  eventSourceMapping(worker).addPropertyOverride('ScalingConfig.MaximumConcurrency', 30);
  expect(findings(maximumOverReserved, worker.app)).toEqual([
    {
      path: 'shop/Handler/Resource',
      problem: 'the queues send up to 30 batches at once, over the reserved concurrency 2',
      fix:
        'lower maxConcurrency to 2 over all queues (with provisioned mode, maximumPollers to a tenth of it), ' +
        'or raise reservedConcurrentExecutions to 30',
    },
  ]);
});

test('adds up the queues of a function', () => {
  const { app, stack, handler } = compliantWorker();
  handler.addEventSource(new SqsEventSource(addQueues(stack, 'Second').queue, { maxConcurrency: 2 }));
  cfnResource(handler).addPropertyOverride('ReservedConcurrentExecutions', 4);
  expect(findings(maximumOverReserved, app)).toEqual([]);
  cfnResource(handler).addPropertyOverride('ReservedConcurrentExecutions', 3);
  expect(findings(maximumOverReserved, app)).toEqual([
    expect.objectContaining({ problem: expect.stringContaining('up to 4 batches at once') as string }),
  ]);
});

test('counts ten for each poller of provisioned mode', () => {
  const worker = compliantWorker();
  eventSourceMapping(worker).addPropertyDeletionOverride('ScalingConfig');
  eventSourceMapping(worker).addPropertyOverride('ProvisionedPollerConfig', { MaximumPollers: 4 });
  cfnResource(worker.handler).addPropertyOverride('ReservedConcurrentExecutions', 40);
  expect(findings(maximumOverReserved, worker.app)).toEqual([]);
  cfnResource(worker.handler).addPropertyOverride('ReservedConcurrentExecutions', 39);
  expect(findings(maximumOverReserved, worker.app)).toHaveLength(1);
});

test('leaves a function without a reservation to the other rules', () => {
  const { app, handler } = compliantWorker();
  cfnResource(handler).addPropertyDeletionOverride('ReservedConcurrentExecutions');
  expect(findings(maximumOverReserved, app)).toEqual([]);
});
