import { expect, test } from 'vitest';
import { visibilityTooShort } from '../../src/spillway/guard/visibility-too-short';
import { cfnResource, compliantWorker, findings } from '../support/guarded-app';

test('accepts six timeouts and the batching window', () => {
  expect(findings(visibilityTooShort, compliantWorker().app)).toEqual([]);
});

test('reports a visibility timeout that is a second short', () => {
  const { app, queue } = compliantWorker();
  cfnResource(queue).addPropertyOverride('VisibilityTimeout', 60);
  expect(findings(visibilityTooShort, app)).toEqual([
    {
      path: 'shop/Queue/Resource',
      problem: "visibility timeout 60 s is under 6 x the function's timeout plus the batching window (61 s)",
      fix: 'raise visibilityTimeout to 61 s',
    },
  ]);
});
