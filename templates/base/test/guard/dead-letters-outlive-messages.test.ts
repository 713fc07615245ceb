import { expect, test } from 'vitest';
import { deadLettersOutliveMessages } from '../../src/spillway/guard/dead-letters-outlive-messages';
import { readSynthesizedApp } from '../../src/spillway/guard/synthesized-app';
import { cfnResource, compliantWorker } from '../support/guarded-app';

test('accepts a dead-letter queue that keeps messages longer', () => {
  expect(deadLettersOutliveMessages(readSynthesizedApp(compliantWorker().app))).toEqual([]);
});

test('reports a retention that is no longer than that of the queue', () => {
  const { app, deadLetterQueue } = compliantWorker();
  cfnResource(deadLetterQueue).addPropertyDeletionOverride('MessageRetentionPeriod');
  expect(deadLettersOutliveMessages(readSynthesizedApp(app))).toEqual([
    'shop/DeadLetters: retention 345600 s is not over the 345600 s of shop/Queue; raise retentionPeriod, best to 14 days',
  ]);
});
