import { CfnParameter } from 'aws-cdk-lib';
import { expect, test } from 'vitest';
import { limitsKnownAtSynth } from '../../src/spillway/guard/limits-known-at-synth';
import { readSynthesizedApp } from '../../src/spillway/guard/synthesized-app';
import { cfnResource, compliantWorker } from '../support/guarded-app';

test('accepts numbers', () => {
  expect(limitsKnownAtSynth(readSynthesizedApp(compliantWorker().app))).toEqual([]);
});

test('reports a limit that comes from a parameter', () => {
  const { app, stack, handler } = compliantWorker();
  const parameter = new CfnParameter(stack, 'Reserved', { type: 'Number' });
  cfnResource(handler).addPropertyOverride('ReservedConcurrentExecutions', parameter.valueAsNumber);
  expect(limitsKnownAtSynth(readSynthesizedApp(app))).toEqual([
    'shop/Handler: reservedConcurrentExecutions is not a number at synth; give the number itself, not a parameter',
  ]);
});
