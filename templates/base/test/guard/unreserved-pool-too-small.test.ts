import { Version } from 'aws-cdk-lib/aws-lambda';
import { expect, test } from 'vitest';
import { unreservedPoolTooSmall } from '../../src/spillway/guard/unreserved-pool-too-small';
import { addFunction, cfnResource, compliantWorker, findings } from '../support/guarded-app';

test('accepts an app that reserves for all its functions', () => {
  expect(findings(unreservedPoolTooSmall(2), compliantWorker().app)).toEqual([]);
});

test('leaves reservations that are over the account to the budget', () => {
  expect(findings(unreservedPoolTooSmall(1), compliantWorker().app)).toEqual([]);
});

test('accepts functions that find room beside what is reserved', () => {
  const { app, stack } = compliantWorker();
  addFunction(stack, 'Nightly');
  expect(findings(unreservedPoolTooSmall(3), app)).toEqual([]);
});

test('reports functions that do not', () => {
  const { app, stack, handler } = compliantWorker();
  cfnResource(handler).addPropertyDeletionOverride('ReservedConcurrentExecutions');
  addFunction(stack, 'Nightly');
  addFunction(stack, 'Importer', { reservedConcurrentExecutions: 8 });
  expect(findings(unreservedPoolTooSmall(10), app)).toEqual([
    {
      path: 'shop',
      problem:
        'the functions in aws://unknown-account/unknown-region that reserve nothing need 3 units of concurrency ' +
        "(shop/Handler/Resource 2, shop/Nightly/Resource 1), but of the account's 10 only 2 stay unreserved",
      fix: 'lower a reserved or maximum concurrency, or raise the quota and accountConcurrency in .projenrc.ts',
    },
  ]);
});

test('counts provisioned concurrency that is not a part of a reservation', () => {
  const { app, stack } = compliantWorker();
  new Version(stack, 'Version', { lambda: addFunction(stack, 'Nightly'), provisionedConcurrentExecutions: 8 });
  expect(findings(unreservedPoolTooSmall(10), app)).toEqual([]);
  expect(findings(unreservedPoolTooSmall(9), app)).toHaveLength(1);
});
