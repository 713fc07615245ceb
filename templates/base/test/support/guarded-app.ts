import { App, type CfnResource, Duration, Stack } from 'aws-cdk-lib';
import { CfnEventSourceMapping, Code, Function, Runtime } from 'aws-cdk-lib/aws-lambda';
import { SqsEventSource } from 'aws-cdk-lib/aws-lambda-event-sources';
import { Queue } from 'aws-cdk-lib/aws-sqs';
import type { Node } from 'constructs';

/** An app with a worker that every rule accepts; a test spoils one thing about it. */
export function compliantWorker() {
  const app = new App();
  const stack = new Stack(app, 'shop');
  return { app, stack, ...addWorker(stack) };
}

/** Adds a worker of 20 units that every rule accepts. */
export function addWorker(stack: Stack) {
  const deadLetterQueue = new Queue(stack, 'DeadLetters', { retentionPeriod: Duration.days(14) });
  const queue = new Queue(stack, 'Queue', {
    visibilityTimeout: Duration.seconds(61),
    retentionPeriod: Duration.days(4),
    deadLetterQueue: { queue: deadLetterQueue, maxReceiveCount: 5 },
  });
  const handler = new Function(stack, 'Handler', {
    runtime: Runtime.NODEJS_24_X,
    handler: 'index.handler',
    code: Code.fromInline('exports.handler = async () => {};'),
    timeout: Duration.seconds(10),
    reservedConcurrentExecutions: 20,
  });
  handler.addEventSource(new SqsEventSource(queue, { maxConcurrency: 20, maxBatchingWindow: Duration.seconds(1) }));
  return { queue, deadLetterQueue, handler };
}

/** The CloudFormation resource below a construct, for raw overrides. */
export function cfnResource(construct: { readonly node: Node }): CfnResource {
  return construct.node.defaultChild as CfnResource;
}

/** The event source mapping of the worker's function. */
export function eventSourceMapping({ handler }: Pick<ReturnType<typeof compliantWorker>, 'handler'>): CfnResource {
  const mapping = handler.node.findAll().find((it) => it instanceof CfnEventSourceMapping);
  return mapping as CfnEventSourceMapping;
}
