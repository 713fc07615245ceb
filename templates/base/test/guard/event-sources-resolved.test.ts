import { type App, Stack } from 'aws-cdk-lib';
import { Alias, EventSourceMapping, Function, StartingPosition } from 'aws-cdk-lib/aws-lambda';
import { SqsEventSource } from 'aws-cdk-lib/aws-lambda-event-sources';
import { Queue } from 'aws-cdk-lib/aws-sqs';
import { expect, test } from 'vitest';
import { attachGuard } from '../../src/spillway/guard/attach-guard';
import { eventSourcesResolved } from '../../src/spillway/guard/event-sources-resolved';
import { readSynthesizedApp } from '../../src/spillway/guard/synthesized-app';
import { addWorker, compliantWorker } from '../support/guarded-app';

const violations = (app: App) => eventSourcesResolved(readSynthesizedApp(app));

test('accepts a function and a queue of one stack', () => {
  expect(violations(compliantWorker().app)).toEqual([]);
});

test.each(['alias', 'version'] as const)('reports an event source of the %s of a function', (kind) => {
  const { app, stack, queue, handler } = compliantWorker();
  const version = handler.currentVersion;
  const target = kind === 'version' ? version : new Alias(stack, 'Alias', { aliasName: 'live', version });
  target.addEventSource(new SqsEventSource(queue));
  expect(violations(app)).toEqual([
    expect.stringMatching(
      /^shop\/.*: the function cannot be found, .*; give it the function itself, in the same stack/,
    ),
  ]);
});

test('reports a literal ARN', () => {
  const { app, stack, handler } = compliantWorker();
  const queue = Queue.fromQueueArn(stack, 'Imported', 'arn:aws:sqs:us-east-1:111122223333:other');
  handler.addEventSource(new SqsEventSource(queue));
  expect(violations(app)).toEqual([
    expect.stringMatching(/^shop\/Handler\/.*: the queue cannot be found, .*; give it a queue of the same stack/),
  ]);
});

test('reports a queue of another stack, which is an import by the time of the synth', () => {
  const { app, queue } = compliantWorker();
  const { handler } = addWorker(new Stack(app, 'other'));
  handler.addEventSource(new SqsEventSource(queue));
  attachGuard(app);
  expect(() => app.synth()).toThrow(/other\/Handler\/.*: the queue cannot be found/);
});

test('leaves streams alone', () => {
  const { app, stack } = compliantWorker();
  new EventSourceMapping(stack, 'Stream', {
    target: Function.fromFunctionName(stack, 'Reader', 'reader'),
    eventSourceArn: 'arn:aws:kinesis:us-east-1:111122223333:stream/clicks',
    startingPosition: StartingPosition.LATEST,
  });
  expect(violations(app)).toEqual([]);
});
