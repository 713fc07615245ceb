import { App, Duration, Stack } from 'aws-cdk-lib';
import { expect, test } from 'vitest';
import { deadLettersExpireFirst } from '../../src/spillway/guard/dead-letters-expire-first';
import { addQueues, cfnResource, compliantWorker, findings } from '../support/guarded-app';

test('accepts a dead-letter queue that keeps messages longer', () => {
  expect(findings(deadLettersExpireFirst, compliantWorker().app)).toEqual([]);
});

test('reports a retention that is no longer than that of the queue', () => {
  const { app, deadLetterQueue } = compliantWorker();
  cfnResource(deadLetterQueue).addPropertyDeletionOverride('MessageRetentionPeriod');
  expect(findings(deadLettersExpireFirst, app)).toEqual([
    {
      path: 'shop/DeadLetters/Resource',
      problem: 'retention 345600 s is not over the 345600 s of shop/Queue/Resource',
      fix: 'raise retentionPeriod, best to 14 days',
    },
  ]);
});

test('accepts the same retention of FIFO queues, where the age begins anew', () => {
  const stack = new Stack(new App(), 'shop');
  addQueues(stack, '', { fifo: true, retentionPeriod: Duration.days(14) });
  expect(findings(deadLettersExpireFirst, stack.node.root as App)).toEqual([]);
});
