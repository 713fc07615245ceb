import { Stack } from 'aws-cdk-lib';
import { Alarm, MathExpression } from 'aws-cdk-lib/aws-cloudwatch';
import { SqsEventSource } from 'aws-cdk-lib/aws-lambda-event-sources';
import { Queue } from 'aws-cdk-lib/aws-sqs';
import { expect, test } from 'vitest';
import { noDeadLetterAlarm } from '../../src/spillway/guard/no-dead-letter-alarm';
import { addDepthAlarm, addQueues, cfnResource, compliantWorker, findings } from '../support/guarded-app';

function unwatchedWorker() {
  const worker = compliantWorker();
  worker.stack.node.tryRemoveChild(worker.alarm.node.id);
  return worker;
}

test('accepts an alarm on the dead-letter queue', () => {
  expect(findings(noDeadLetterAlarm, compliantWorker().app)).toEqual([]);
});

test('reports a dead-letter queue without one', () => {
  expect(findings(noDeadLetterAlarm, unwatchedWorker().app)).toEqual([
    {
      path: 'shop/DeadLetters/Resource',
      problem: 'no alarm looks at the messages in this dead-letter queue',
      fix: 'add an alarm on its metricApproximateNumberOfMessagesVisible()',
    },
  ]);
});

test('does not take an alarm on another metric, or on another queue', () => {
  const { app, stack, queue, deadLetterQueue } = unwatchedWorker();
  addDepthAlarm(stack, 'QueueDepth', queue);
  const sent = deadLetterQueue.metricNumberOfMessagesSent();
  sent.createAlarm(stack, 'Sent', { threshold: 1, evaluationPeriods: 1 });
  expect(findings(noDeadLetterAlarm, app)).toHaveLength(1);
});

test('accepts an alarm in another stack', () => {
  const { app, deadLetterQueue } = unwatchedWorker();
  addDepthAlarm(new Stack(app, 'monitoring'), 'Depth', deadLetterQueue);
  expect(findings(noDeadLetterAlarm, app)).toEqual([]);
});

test('accepts an alarm on an expression over several metrics', () => {
  const { app, stack, deadLetterQueue } = unwatchedWorker();
  const metric = new MathExpression({
    expression: 'visible + hidden',
    usingMetrics: {
      visible: deadLetterQueue.metricApproximateNumberOfMessagesVisible(),
      hidden: deadLetterQueue.metricApproximateNumberOfMessagesNotVisible(),
    },
  });
  new Alarm(stack, 'Total', { metric, threshold: 1, evaluationPeriods: 1 });
  expect(findings(noDeadLetterAlarm, app)).toEqual([]);
});

test('accepts an alarm that names the queue', () => {
  const { app, alarm, deadLetterQueue } = compliantWorker();
  const dimensions = [{ Name: 'QueueName', Value: 'shop-dlq' }];
  cfnResource(alarm).addPropertyOverride('Dimensions', dimensions);
  expect(findings(noDeadLetterAlarm, app)).toHaveLength(1);
  cfnResource(deadLetterQueue).addPropertyOverride('QueueName', 'shop-dlq');
  expect(findings(noDeadLetterAlarm, app)).toEqual([]);
});

test('reports a dead-letter queue of another app, which nothing here can look at', () => {
  const { app, stack, handler } = compliantWorker();
  const queue = Queue.fromQueueArn(stack, 'Imported', 'arn:aws:sqs:us-east-1:111122223333:shop-dlq');
  const imported = addQueues(stack, 'Other', { deadLetterQueue: { queue, maxReceiveCount: 5 } });
  handler.addEventSource(new SqsEventSource(imported.queue, { maxConcurrency: 2 }));
  expect(findings(noDeadLetterAlarm, app)).toEqual([
    {
      path: 'shop/OtherQueue/Resource',
      problem:
        'the dead-letter queue of this queue is not in this app, so its alarm and its retention cannot be checked',
      fix: 'give it a dead-letter queue of this app, or acknowledge it and say where its alarm and its retention stand',
    },
  ]);
});
