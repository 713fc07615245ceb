import { expect, test } from 'vitest';
import { noDeadLetterQueue } from '../../src/spillway/guard/no-dead-letter-queue';
import { cfnResource, compliantWorker, findings } from '../support/guarded-app';

test('accepts a worker with a dead-letter queue', () => {
  expect(findings(noDeadLetterQueue, compliantWorker().app)).toEqual([]);
});

test('reports a worker without one', () => {
  const { app, queue } = compliantWorker();
  cfnResource(queue).addPropertyDeletionOverride('RedrivePolicy');
  expect(findings(noDeadLetterQueue, app)).toEqual([
    {
      path: 'shop/Queue/Resource',
      problem: 'a function reads this queue, but it has no dead-letter queue',
      fix: 'set deadLetterQueue',
    },
  ]);
});
