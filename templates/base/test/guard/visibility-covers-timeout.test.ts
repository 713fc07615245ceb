import { expect, test } from 'vitest';
import { readSynthesizedApp } from '../../src/spillway/guard/synthesized-app';
import { visibilityCoversTimeout } from '../../src/spillway/guard/visibility-covers-timeout';
import { cfnResource, compliantWorker } from '../support/guarded-app';

test('accepts six timeouts and the batching window', () => {
  expect(visibilityCoversTimeout(readSynthesizedApp(compliantWorker().app))).toEqual([]);
});

test('reports a visibility timeout that is a second short', () => {
  const { app, queue } = compliantWorker();
  cfnResource(queue).addPropertyOverride('VisibilityTimeout', 60);
  expect(visibilityCoversTimeout(readSynthesizedApp(app))).toEqual([
    "shop/Queue: visibility timeout 60 s is under 6 x the function's timeout plus the batching window (61 s); " +
      'raise visibilityTimeout to 61 s',
  ]);
});
