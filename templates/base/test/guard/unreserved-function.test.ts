import { CustomResource, NestedStack, RemovalPolicy, Stack, Stage } from 'aws-cdk-lib';
import { Code, Runtime } from 'aws-cdk-lib/aws-lambda';
import { LogRetention, RetentionDays } from 'aws-cdk-lib/aws-logs';
import { Bucket } from 'aws-cdk-lib/aws-s3';
import { Provider } from 'aws-cdk-lib/custom-resources';
import { TriggerFunction } from 'aws-cdk-lib/triggers';
import { expect, test } from 'vitest';
import { unreservedFunction } from '../../src/spillway/guard/unreserved-function';
import { addFunction, cfnResource, compliantWorker, eventSourceMapping, findings } from '../support/guarded-app';

const pathsOf = (worker: Pick<ReturnType<typeof compliantWorker>, 'app'>) =>
  findings(unreservedFunction, worker.app).map(({ path, severity = 'error' }) => `${severity} ${path}`);

test('accepts a reservation, or else the maximum of a queue', () => {
  const worker = compliantWorker();
  expect(pathsOf(worker)).toEqual([]);
  cfnResource(worker.handler).addPropertyDeletionOverride('ReservedConcurrentExecutions');
  expect(pathsOf(worker)).toEqual([]);
});

test("reports a function of the user's own that nothing bounds", () => {
  const { app, stack } = compliantWorker();
  addFunction(stack, 'Nightly');
  expect(findings(unreservedFunction, app)).toEqual([
    {
      path: 'shop/Nightly/Resource',
      problem: 'nothing bounds this function: it can take all the concurrency that the account has left',
      fix:
        'set reservedConcurrentExecutions, and raise both "concurrencyBudget" and "ownFunctionsConcurrency" in .projenrc.ts by ' +
        'as much; or acknowledge it and say what bounds its callers',
    },
  ]);
});

test('finds functions in nested stacks, and in a stage in a stage', () => {
  const worker = compliantWorker();
  addFunction(new NestedStack(worker.stack, 'Jobs'), 'Nightly');
  addFunction(new Stack(new Stage(new Stage(worker.app, 'outer'), 'inner'), 'jobs'), 'Weekly');
  expect(pathsOf(worker)).toEqual(['error shop/Jobs/Nightly/Resource', 'error outer/inner/jobs/Weekly/Resource']);
});

test('only warns of what the CDK adds for custom resources', () => {
  const worker = compliantWorker();
  const { stack } = worker;
  new Bucket(stack, 'Scratch', { removalPolicy: RemovalPolicy.DESTROY, autoDeleteObjects: true });
  new LogRetention(stack, 'Retention', { logGroupName: '/shop', retention: RetentionDays.ONE_DAY });
  expect(pathsOf(worker)).toEqual([
    expect.stringMatching(/^warning shop\/Custom::S3AutoDeleteObjectsCustomResourceProvider\//),
    expect.stringMatching(/^warning shop\/LogRetention\w+\/Resource$/),
  ]);
});

test('only warns of a provider framework, also in a nested stack, and of the handlers behind it', () => {
  const worker = compliantWorker();
  const nested = new NestedStack(worker.stack, 'Seed');
  const provider = new Provider(nested, 'Provider', {
    onEventHandler: addFunction(worker.stack, 'OnEvent'),
    isCompleteHandler: addFunction(nested, 'IsComplete'),
  });
  new CustomResource(worker.stack, 'Data', { serviceToken: provider.serviceToken });
  expect(pathsOf(worker)).toHaveLength(5);
  expect(pathsOf(worker).filter((it) => !it.startsWith('warning '))).toEqual([]);
});

test('only warns of a function that a deployment triggers', () => {
  const worker = compliantWorker();
  new TriggerFunction(worker.stack, 'Migrate', {
    runtime: Runtime.NODEJS_24_X,
    handler: 'index.handler',
    code: Code.fromInline('exports.handler = async () => {};'),
  });
  expect(pathsOf(worker)).toContain('warning shop/Migrate/Resource');
  expect(pathsOf(worker).filter((it) => !it.startsWith('warning '))).toEqual([]);
});

test('does not take a disabled event source for a bound', () => {
  const worker = compliantWorker();
  cfnResource(worker.handler).addPropertyDeletionOverride('ReservedConcurrentExecutions');
  eventSourceMapping(worker).addPropertyOverride('Enabled', false);
  expect(pathsOf(worker)).toEqual(['error shop/Handler/Resource']);
});
