import { expect, test } from 'vitest';
import { receiveCountTooLow } from '../../src/spillway/guard/receive-count-too-low';
import { cfnResource, compliantWorker, findings } from '../support/guarded-app';

test('accepts five receives', () => {
  expect(findings(receiveCountTooLow, compliantWorker().app)).toEqual([]);
});

test('reports four', () => {
  const { app, queue } = compliantWorker();
  cfnResource(queue).addPropertyOverride('RedrivePolicy.maxReceiveCount', 4);
  expect(findings(receiveCountTooLow, app)).toEqual([
    {
      path: 'shop/Queue/Resource',
      problem: 'a message is given up after 4 receives, and each throttled batch counts as one',
      fix: 'raise maxReceiveCount to 5 or more',
    },
  ]);
});

test('leaves a queue without a dead-letter queue to the other rules', () => {
  const { app, queue } = compliantWorker();
  cfnResource(queue).addPropertyDeletionOverride('RedrivePolicy');
  expect(findings(receiveCountTooLow, app)).toEqual([]);
});
