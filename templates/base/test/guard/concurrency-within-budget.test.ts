import { Lazy } from 'aws-cdk-lib';
import { expect, test } from 'vitest';
import { concurrencyWithinBudget } from '../../src/spillway/guard/concurrency-within-budget';
import { readSynthesizedApp } from '../../src/spillway/guard/synthesized-app';
import { cfnResource, compliantWorker } from '../support/guarded-app';

test('accepts functions that take the whole budget', () => {
  expect(concurrencyWithinBudget(20)(readSynthesizedApp(compliantWorker().app))).toEqual([]);
});

test('reports a sum over the budget, also from a raw override with a token', () => {
  const { app, handler } = compliantWorker();
  cfnResource(handler).addPropertyOverride('ReservedConcurrentExecutions', Lazy.number({ produce: () => 90 }));
  expect(concurrencyWithinBudget(50)(readSynthesizedApp(app))).toEqual([
    'the functions take 90 units of concurrency (shop/Handler 90), over the budget of 50; ' +
      'lower a reserved concurrency, or raise concurrencyBudget in .projenrc.ts',
  ]);
});

test('counts the maximum concurrency of a function without reservation', () => {
  const { app, handler } = compliantWorker();
  cfnResource(handler).addPropertyDeletionOverride('ReservedConcurrentExecutions');
  expect(concurrencyWithinBudget(19)(readSynthesizedApp(app))).toHaveLength(1);
});
