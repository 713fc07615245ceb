import { App, Lazy, Stack, Stage } from 'aws-cdk-lib';
import { expect, test } from 'vitest';
import { concurrencyWithinBudget } from '../../src/spillway/guard/concurrency-within-budget';
import { readSynthesizedApp } from '../../src/spillway/guard/synthesized-app';
import { addWorker, cfnResource, compliantWorker } from '../support/guarded-app';

test('accepts functions that take the whole budget', () => {
  expect(concurrencyWithinBudget(20)(readSynthesizedApp(compliantWorker().app))).toEqual([]);
});

test('reports a sum over the budget, also from a raw override with a token', () => {
  const { app, handler } = compliantWorker();
  cfnResource(handler).addPropertyOverride('ReservedConcurrentExecutions', Lazy.number({ produce: () => 90 }));
  expect(concurrencyWithinBudget(50)(readSynthesizedApp(app))).toEqual([
    'the functions in aws://unknown-account/unknown-region take 90 units of concurrency (shop/Handler 90), over the budget of 50; ' +
      'lower a reserved concurrency, or raise concurrencyBudget in .projenrc.ts',
  ]);
});

test('counts the maximum concurrency of a function without reservation', () => {
  const { app, handler } = compliantWorker();
  cfnResource(handler).addPropertyDeletionOverride('ReservedConcurrentExecutions');
  expect(concurrencyWithinBudget(19)(readSynthesizedApp(app))).toHaveLength(1);
});

/** An app with a worker of 20 units in each stage, by the account of the stage. */
function stagedApp(...accounts: (string | undefined)[]): App {
  const app = new App();
  for (const [index, account] of accounts.entries()) {
    const stage = new Stage(app, `stage${index}`, { env: { account, region: 'eu-west-1' } });
    addWorker(new Stack(stage, 'shop'));
  }
  return app;
}

test('stages of other accounts have a budget each', () => {
  const app = stagedApp('111122223333', '444455556666');
  expect(concurrencyWithinBudget(20)(readSynthesizedApp(app))).toEqual([]);
});

test.each([['111122223333'], [undefined]])('stages of account %s share the budget', (account) => {
  const app = stagedApp(account, account);
  expect(concurrencyWithinBudget(39)(readSynthesizedApp(app))).toEqual([
    expect.stringMatching(/^the functions in aws:\/\/\S+\/eu-west-1 take 40 units .*stage0\/shop.*stage1\/shop/),
  ]);
});
