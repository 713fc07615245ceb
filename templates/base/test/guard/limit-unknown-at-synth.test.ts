import { CfnParameter, CfnResource } from 'aws-cdk-lib';
import { Version } from 'aws-cdk-lib/aws-lambda';
import { expect, test } from 'vitest';
import { limitUnknownAtSynth } from '../../src/spillway/guard/limit-unknown-at-synth';
import { cfnResource, compliantWorker, eventSourceMapping, findings } from '../support/guarded-app';

test('accepts numbers', () => {
  expect(findings(limitUnknownAtSynth, compliantWorker().app)).toEqual([]);
});

test('names the construct and the property', () => {
  const { app, stack, handler } = compliantWorker();
  const parameter = new CfnParameter(stack, 'Reserved', { type: 'Number' });
  cfnResource(handler).addPropertyOverride('ReservedConcurrentExecutions', parameter.valueAsNumber);
  expect(findings(limitUnknownAtSynth, app)).toEqual([
    {
      path: 'shop/Handler/Resource',
      problem: 'reservedConcurrentExecutions is not a number at synth, so it cannot be checked',
      fix: 'give the number itself, not a parameter',
    },
  ]);
});

type Compliant = ReturnType<typeof compliantWorker>;
const handlerOf = ({ handler }: Compliant) => cfnResource(handler);
const queueOf = ({ queue }: Compliant) => cfnResource(queue);
const limits: [string, (worker: Compliant) => CfnResource][] = [
  ['ReservedConcurrentExecutions', handlerOf],
  ['Timeout', handlerOf],
  ['VisibilityTimeout', queueOf],
  ['MessageRetentionPeriod', queueOf],
  ['RedrivePolicy.maxReceiveCount', queueOf],
  ['BatchSize', eventSourceMapping],
  ['MaximumBatchingWindowInSeconds', eventSourceMapping],
  ['ScalingConfig.MaximumConcurrency', eventSourceMapping],
  ['ProvisionedPollerConfig.MaximumPollers', eventSourceMapping],
];

test.each(limits)('reports a parameter as %s', (property, resourceOf) => {
  const worker = compliantWorker();
  const parameter = new CfnParameter(worker.stack, 'Limit', { type: 'Number' });
  resourceOf(worker).addPropertyOverride(property, parameter.valueAsNumber);
  expect(findings(limitUnknownAtSynth, worker.app)).toHaveLength(1);
});

test('reports a parameter as provisioned concurrency', () => {
  const { app, stack, handler } = compliantWorker();
  const parameter = new CfnParameter(stack, 'Limit', { type: 'Number' });
  new Version(stack, 'Version', { lambda: handler, provisionedConcurrentExecutions: parameter.valueAsNumber });
  expect(findings(limitUnknownAtSynth, app)).toEqual([
    expect.objectContaining({
      path: 'shop/Handler/Resource',
      problem: 'provisionedConcurrentExecutions is not a number at synth, so it cannot be checked',
    }),
  ]);
});

test('reports a function of the serverless transform, whose limits no template has yet', () => {
  const { app, stack } = compliantWorker();
  new CfnResource(stack, 'Serverless', {
    type: 'AWS::Serverless::Function',
    properties: { ReservedConcurrentExecutions: 900 },
  });
  expect(findings(limitUnknownAtSynth, app)).toEqual([
    {
      path: 'shop/Serverless',
      problem: 'AWS::Serverless::Function becomes a function at the deployment only, so its limits cannot be checked',
      fix: 'define it as AWS::Lambda::Function, with Function or CfnFunction',
    },
  ]);
});
