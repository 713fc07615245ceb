import { NestedStack, Stack } from 'aws-cdk-lib';
import { EventSourceMapping, Function, StartingPosition } from 'aws-cdk-lib/aws-lambda';
import { SqsEventSource } from 'aws-cdk-lib/aws-lambda-event-sources';
import { Queue } from 'aws-cdk-lib/aws-sqs';
import { expect, test } from 'vitest';
import { eventSourceUnresolved } from '../../src/spillway/guard/event-source-unresolved';
import { addFunction, compliantWorker, findings } from '../support/guarded-app';

test('accepts a function and a queue of one stack', () => {
  expect(findings(eventSourceUnresolved, compliantWorker().app)).toEqual([]);
});

test('follows a queue of another stack and of the stack around', () => {
  const { app, stack, queue } = compliantWorker();
  for (const other of [new Stack(app, 'other'), new NestedStack(stack, 'Nested')]) {
    addFunction(other, 'Reader').addEventSource(new SqsEventSource(queue));
  }
  expect(findings(eventSourceUnresolved, app)).toEqual([]);
  app.synth();
  expect(findings(eventSourceUnresolved, app), 'once the references are imports').toEqual([]);
});

test('reports an imported function', () => {
  const { app, stack, queue } = compliantWorker();
  const target = Function.fromFunctionName(stack, 'Imported', 'reader');
  new EventSourceMapping(stack, 'Mapping', { target, eventSourceArn: queue.queueArn });
  expect(findings(eventSourceUnresolved, app)).toEqual([
    {
      path: 'shop/Mapping/Resource',
      problem: 'the function of this event source cannot be found, so its limits cannot be checked',
      fix: 'give it a function of this app, not an imported one or an ARN',
    },
  ]);
});

test('reports a literal ARN', () => {
  const { app, stack, handler } = compliantWorker();
  const queue = Queue.fromQueueArn(stack, 'Imported', 'arn:aws:sqs:us-east-1:111122223333:other');
  handler.addEventSource(new SqsEventSource(queue));
  expect(findings(eventSourceUnresolved, app)).toEqual([
    {
      path: expect.stringMatching(/^shop\/Handler\//) as string,
      problem: 'the queue of this event source cannot be found, so its limits cannot be checked',
      fix: 'give it a queue of this app, not an imported one or an ARN',
    },
  ]);
});

test('leaves streams alone', () => {
  const { app, stack } = compliantWorker();
  new EventSourceMapping(stack, 'Stream', {
    target: Function.fromFunctionName(stack, 'Reader', 'reader'),
    eventSourceArn: 'arn:aws:kinesis:us-east-1:111122223333:stream/clicks',
    startingPosition: StartingPosition.LATEST,
  });
  expect(findings(eventSourceUnresolved, app)).toEqual([]);
});

test('leaves a disabled event source alone', () => {
  const { app, stack } = compliantWorker();
  new EventSourceMapping(stack, 'Off', {
    target: Function.fromFunctionName(stack, 'Reader', 'reader'),
    eventSourceArn: 'arn:aws:sqs:us-east-1:111122223333:other',
    enabled: false,
  });
  expect(findings(eventSourceUnresolved, app)).toEqual([]);
});
