import { expect, test } from 'vitest';
import { readSynthesizedApp } from '../../src/spillway/guard/synthesized-app';
import { workerHasDeadLetterQueue } from '../../src/spillway/guard/worker-has-dead-letter-queue';
import { cfnResource, compliantWorker } from '../support/guarded-app';

test('accepts a worker with a dead-letter queue', () => {
  expect(workerHasDeadLetterQueue(readSynthesizedApp(compliantWorker().app))).toEqual([]);
});

test('reports a worker without one', () => {
  const { app, queue } = compliantWorker();
  cfnResource(queue).addPropertyDeletionOverride('RedrivePolicy');
  expect(workerHasDeadLetterQueue(readSynthesizedApp(app))).toEqual([
    'shop/Queue: a function reads this queue, but it has no dead-letter queue; set deadLetterQueue',
  ]);
});
