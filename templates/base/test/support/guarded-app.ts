import { App, type CfnResource, Duration, Stack } from 'aws-cdk-lib';
import type { Alarm } from 'aws-cdk-lib/aws-cloudwatch';
import { CfnEventSourceMapping, Code, Function, type FunctionOptions, Runtime } from 'aws-cdk-lib/aws-lambda';
import { SqsEventSource } from 'aws-cdk-lib/aws-lambda-event-sources';
import { Queue, type QueueProps } from 'aws-cdk-lib/aws-sqs';
import type { Node } from 'constructs';
import { readSynthesizedApp } from '../../src/spillway/guard/read-app';
import type { Finding, Rule } from '../../src/spillway/guard/rule';

/** Units that the worker below reserves and runs at most: the fewest that a maximum can be, to fit into every budget. */
export const workerUnits = 2;

/** An app with a worker that every rule accepts; a test spoils one thing about it. */
export function compliantWorker() {
  const app = new App();
  const stack = new Stack(app, 'shop');
  return { app, stack, ...addWorker(stack) };
}

export type Worker = ReturnType<typeof addWorker>;

/** Adds a worker that every rule accepts. */
export function addWorker(stack: Stack) {
  const { queue, deadLetterQueue, alarm } = addQueues(stack, '');
  const handler = addFunction(stack, 'Handler', {
    timeout: Duration.seconds(10),
    reservedConcurrentExecutions: workerUnits,
  });
  handler.addEventSource(
    new SqsEventSource(queue, { maxConcurrency: workerUnits, maxBatchingWindow: Duration.seconds(1) }),
  );
  return { queue, deadLetterQueue, alarm, handler };
}

/** Adds a queue for a function with a timeout of 10 seconds, its dead-letter queue, and the alarm on that. */
export function addQueues(stack: Stack, prefix: string, props: QueueProps = {}) {
  const deadLetterQueue = new Queue(stack, `${prefix}DeadLetters`, {
    retentionPeriod: Duration.days(14),
    fifo: props.fifo,
  });
  const queue = new Queue(stack, `${prefix}Queue`, {
    visibilityTimeout: Duration.seconds(61),
    retentionPeriod: Duration.days(4),
    deadLetterQueue: { queue: deadLetterQueue, maxReceiveCount: 5 },
    ...props,
  });
  return { queue, deadLetterQueue, alarm: addDepthAlarm(stack, `${prefix}Alarm`, deadLetterQueue) };
}

export function addDepthAlarm(stack: Stack, id: string, queue: Queue): Alarm {
  return queue
    .metricApproximateNumberOfMessagesVisible()
    .createAlarm(stack, id, { threshold: 1, evaluationPeriods: 1 });
}

/** Adds a function of the user's own, without any bound unless the options have one. */
export function addFunction(stack: Stack, id: string, options: FunctionOptions = {}): Function {
  return new Function(stack, id, {
    runtime: Runtime.NODEJS_24_X,
    handler: 'index.handler',
    code: Code.fromInline('exports.handler = async () => {};'),
    ...options,
  });
}

/** What a rule objects to. */
export function findings(rule: Rule, app: App): Finding[] {
  return rule.check(readSynthesizedApp(app));
}

/** The CloudFormation resource below a construct, for raw overrides. */
export function cfnResource(construct: { readonly node: Node }): CfnResource {
  return construct.node.defaultChild as CfnResource;
}

/** The event source mapping of the worker's function. */
export function eventSourceMapping({ handler }: Pick<Worker, 'handler'>): CfnResource {
  const mapping = handler.node.findAll().find((it) => it instanceof CfnEventSourceMapping);
  return mapping as CfnEventSourceMapping;
}
