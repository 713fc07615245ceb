import { App, Lazy, Stack, Stage } from 'aws-cdk-lib';
import { Alias, Version } from 'aws-cdk-lib/aws-lambda';
import { expect, test } from 'vitest';
import { budgetExceeded } from '../../src/spillway/guard/budget-exceeded';
import {
  addFunction,
  addWorker,
  cfnResource,
  compliantWorker,
  eventSourceMapping,
  findings,
} from '../support/guarded-app';

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
      fix:
        'for functions of your own, raise both "concurrencyBudget" and "ownFunctionsConcurrency" in .projenrc.ts by 40; ' +
        'or lower a reserved concurrency',
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

/** An app with a function of its own in each environment, by the units that it reserves. */
function scatteredApp(...stacks: { account?: string; region?: string; units: number }[]): App {
  const app = new App();
  for (const [index, { units, ...env }] of stacks.entries()) {
    addFunction(new Stack(app, `stack${index}`, { env }), 'Own', { reservedConcurrentExecutions: units });
  }
  return app;
}

const shopAccount = '111122223333';

test.each([
  ['a Region, and no environment', scatteredApp({ region: 'us-east-1', units: 100 }, { units: 60 })],
  ['no environment, and a Region', scatteredApp({ units: 60 }, { region: 'us-east-1', units: 100 })],
  ['an account, and a Region', scatteredApp({ account: shopAccount, units: 60 }, { region: 'us-east-1', units: 100 })],
])('stacks that may go to the same environment share the budget: %s', (_, app) => {
  expect(findings(budgetExceeded(160), app)).toEqual([]);
  expect(findings(budgetExceeded(159), app)).toEqual([
    expect.objectContaining({ problem: expect.stringContaining('take 160 units') as string }),
  ]);
});

test('a stack that may go to either of two Regions counts in both', () => {
  const app = scatteredApp({ region: 'us-east-1', units: 100 }, { region: 'eu-west-1', units: 90 }, { units: 60 });
  expect(findings(budgetExceeded(160), app)).toEqual([]);
  expect(findings(budgetExceeded(149), app).map(({ problem }) => problem)).toEqual([
    expect.stringMatching(/^the functions in aws:\/\/unknown-account\/us-east-1 take 160 units/),
    expect.stringMatching(/^the functions in aws:\/\/unknown-account\/eu-west-1 take 150 units/),
  ]);
});

test.each(['alias', 'version'] as const)('counts provisioned concurrency of the %s of a function', (kind) => {
  const { app, stack } = compliantWorker();
  const nightly = addFunction(stack, 'Nightly');
  const provisioned = { provisionedConcurrentExecutions: 50 };
  if (kind === 'version') {
    new Version(stack, 'Version', { lambda: nightly, ...provisioned });
  } else {
    new Alias(stack, 'Alias', { aliasName: 'live', version: nightly.currentVersion, ...provisioned });
  }
  expect(findings(budgetExceeded(52), app)).toEqual([]);
  expect(findings(budgetExceeded(51), app)).toEqual([
    expect.objectContaining({ problem: expect.stringContaining('shop/Nightly/Resource 50') as string }),
  ]);
});

test('adds up the provisioned concurrency of a function, which is a part of what is reserved for it', () => {
  const { app, stack } = compliantWorker();
  const nightly = addFunction(stack, 'Nightly');
  new Version(stack, 'Old', { lambda: nightly, provisionedConcurrentExecutions: 20 });
  new Version(stack, 'New', { lambda: nightly, provisionedConcurrentExecutions: 30 });
  expect(findings(budgetExceeded(52), app)).toEqual([]);
  expect(findings(budgetExceeded(51), app)).toHaveLength(1);
  cfnResource(nightly).addPropertyOverride('ReservedConcurrentExecutions', 60);
  expect(findings(budgetExceeded(62), app)).toEqual([]);
  expect(findings(budgetExceeded(61), app)).toHaveLength(1);
});
