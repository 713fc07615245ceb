import { expect, test } from 'vitest';
import { attachGuard } from '../../src/spillway/guard/attach-guard';
import { cfnResource, compliantWorker } from '../support/guarded-app';

test('lets a compliant app through', () => {
  const { app } = compliantWorker();
  attachGuard(app);
  expect(() => app.synth()).not.toThrow();
});

test('fails the synth of any other, with the path and the fix', () => {
  const { app, queue } = compliantWorker();
  attachGuard(app);
  cfnResource(queue).addPropertyOverride('VisibilityTimeout', 30);
  expect(() => app.synth()).toThrow(/shop\/Queue: visibility timeout 30 s .*raise visibilityTimeout to 61 s/);
});
