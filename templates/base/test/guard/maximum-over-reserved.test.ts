import { Alias } from 'aws-cdk-lib/aws-lambda';
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

test.each(['alias', 'version'] as const)('adds up the queues of a function and its %s', (kind) => {
  const { app, stack, handler } = compliantWorker();
  const version = handler.currentVersion;
  const target = kind === 'version' ? version : new Alias(stack, 'Alias', { aliasName: 'live', version });
  target.addEventSource(new SqsEventSource(addQueues(stack, 'Second').queue, { maxConcurrency: 3 }));
  expect(findings(maximumOverReserved, app)).toEqual([
    expect.objectContaining({ problem: expect.stringContaining('up to 5 batches at once') as string }),
  ]);
  app.synth();
  expect(findings(maximumOverReserved, app), 'once the references are rendered').toHaveLength(1);
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

test.each([
  [1, 2, 'raise reservedConcurrentExecutions to 2'],
  [0, 2, 'raise reservedConcurrentExecutions to 2'],
  [
    1,
    30,
    'raise reservedConcurrentExecutions to 30, or to 2 and lower maxConcurrency to 2, the least that it can be for each queue ' +
      '(with provisioned mode, maximumPollers to 2)',
  ],
])('advises no maximum below the least that Lambda takes: reserved %i, maximum %i', (reserved, maximum, fix) => {
  const worker = compliantWorker();
  cfnResource(worker.handler).addPropertyOverride('ReservedConcurrentExecutions', reserved);
  eventSourceMapping(worker).addPropertyOverride('ScalingConfig.MaximumConcurrency', maximum);
  expect(findings(maximumOverReserved, worker.app)).toEqual([expect.objectContaining({ fix })]);
});

test('counts the least of each queue, which is two pollers with provisioned mode', () => {
  const worker = compliantWorker();
  const second = addQueues(worker.stack, 'Second').queue;
  worker.handler.addEventSource(new SqsEventSource(second, { maxConcurrency: 2 }));
  expect(findings(maximumOverReserved, worker.app)).toEqual([
    expect.objectContaining({ fix: 'raise reservedConcurrentExecutions to 4' }),
  ]);
  eventSourceMapping(worker).addPropertyDeletionOverride('ScalingConfig');
  eventSourceMapping(worker).addPropertyOverride('ProvisionedPollerConfig', { MaximumPollers: 2 });
  expect(findings(maximumOverReserved, worker.app)).toEqual([
    expect.objectContaining({ fix: 'raise reservedConcurrentExecutions to 22' }),
  ]);
});
