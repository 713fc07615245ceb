import { App, Lazy, Stack, Stage } from 'aws-cdk-lib';
import { expect, test } from 'vitest';
import { budgetExceeded } from '../../src/spillway/guard/budget-exceeded';
import { addWorker, cfnResource, compliantWorker, eventSourceMapping, findings } from '../support/guarded-app';

test('accepts functions that take the whole budget', () => {
  expect(findings(budgetExceeded(2), compliantWorker().app)).toEqual([]);
});

test('reports a sum over the budget, also from a raw override with a token', () => {
  const { app, handler } = compliantWorker();
  cfnResource(handler).addPropertyOverride('ReservedConcurrentExecutions', Lazy.number({ produce: () => 90 }));
  expect(findings(budgetExceeded(50), app)).toEqual([
    {
      path: 'shop/Handler/Resource',
      problem:
        'the functions in aws://unknown-account/unknown-region take 90 units of concurrency (shop/Handler/Resource 90), ' +
        'over the budget of 50',
      fix: 'lower a reserved concurrency, or raise concurrencyBudget in .projenrc.ts',
    },
  ]);
});

test('counts the maximum concurrency of a function without reservation', () => {
  const { app, handler } = compliantWorker();
  cfnResource(handler).addPropertyDeletionOverride('ReservedConcurrentExecutions');
  expect(findings(budgetExceeded(1), app)).toHaveLength(1);
});

test('counts ten times the pollers of provisioned mode, up to 200 unless it says', () => {
  const worker = compliantWorker();
  cfnResource(worker.handler).addPropertyDeletionOverride('ReservedConcurrentExecutions');
  eventSourceMapping(worker).addPropertyDeletionOverride('ScalingConfig');
  eventSourceMapping(worker).addPropertyOverride('ProvisionedPollerConfig', { MinimumPollers: 2 });
  expect(findings(budgetExceeded(2000), worker.app)).toEqual([]);
  expect(findings(budgetExceeded(1999), worker.app)).toHaveLength(1);
  eventSourceMapping(worker).addPropertyOverride('ProvisionedPollerConfig.MaximumPollers', 3);
  expect(findings(budgetExceeded(30), worker.app)).toEqual([]);
});

/** An app with a worker of 2 units in each stage, by the account of the stage. */
function stagedApp(...accounts: (string | undefined)[]): App {
  const app = new App();
  for (const [index, account] of accounts.entries()) {
    const stage = new Stage(app, `stage${index}`, { env: { account, region: 'eu-west-1' } });
    addWorker(new Stack(stage, 'shop'));
  }
  return app;
}

test('stages of other accounts have a budget each', () => {
  expect(findings(budgetExceeded(2), stagedApp('111122223333', '444455556666'))).toEqual([]);
});

test.each([['111122223333'], [undefined]])('stages of account %s share the budget', (account) => {
  const [finding, ...others] = findings(budgetExceeded(3), stagedApp(account, account));
  expect(finding?.problem).toMatch(
    /^the functions in aws:\/\/\S+\/eu-west-1 take 4 units .*stage0\/shop.*stage1\/shop/,
  );
  expect(finding?.path, 'the app, which holds both').toBe('');
  expect(others).toEqual([]);
});

test('names the stack that holds the functions when there are several', () => {
  const { app, stack } = compliantWorker();
  addWorker(new Stack(stack, 'Second'));
  expect(findings(budgetExceeded(3), app)).toEqual([expect.objectContaining({ path: 'shop' })]);
});
