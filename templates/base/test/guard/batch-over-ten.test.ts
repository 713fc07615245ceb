import { App, Duration, Stack } from 'aws-cdk-lib';
import { CfnEventSourceMapping } from 'aws-cdk-lib/aws-lambda';
import { expect, test } from 'vitest';
import { batchOverTen } from '../../src/spillway/guard/batch-over-ten';
import { addFunction, addQueues, compliantWorker, eventSourceMapping, findings } from '../support/guarded-app';

function workerWithBatch(batchSize: number) {
  const worker = compliantWorker();
  eventSourceMapping(worker).addPropertyOverride('BatchSize', batchSize);
  return worker;
}

/** An app with a FIFO queue, which takes no batching window. */
function fifoApp(batchSize: number): App {
  const stack = new Stack(new App(), 'shop');
  const { queue } = addQueues(stack, '', { fifo: true, visibilityTimeout: Duration.minutes(1) });
  const { functionName } = addFunction(stack, 'Handler');
  new CfnEventSourceMapping(stack, 'Mapping', { functionName, eventSourceArn: queue.queueArn, batchSize });
  return stack.node.root as App;
}

test('accepts a large batch with a window', () => {
  expect(findings(batchOverTen, workerWithBatch(100).app)).toEqual([]);
});

test('reports a batch of 11 without a window', () => {
  const worker = workerWithBatch(11);
  eventSourceMapping(worker).addPropertyDeletionOverride('MaximumBatchingWindowInSeconds');
  expect(findings(batchOverTen, worker.app)).toEqual([
    {
      path: expect.stringMatching(/^shop\/Handler\/SqsEventSource.*\/Resource$/) as string,
      problem: 'batch size 11 is over 10, which needs a batching window',
      fix: 'set maxBatchingWindow to a second or more, or lower batchSize to 10',
    },
  ]);
});

test('accepts a batch of 10 without a window, also of a FIFO queue', () => {
  const worker = workerWithBatch(10);
  eventSourceMapping(worker).addPropertyDeletionOverride('MaximumBatchingWindowInSeconds');
  expect(findings(batchOverTen, worker.app)).toEqual([]);
  expect(findings(batchOverTen, fifoApp(10))).toEqual([]);
});

test('reports a larger batch of a FIFO queue', () => {
  expect(findings(batchOverTen, fifoApp(11))).toEqual([
    {
      path: 'shop/Mapping',
      problem: 'batch size 11 is over the 10 that a FIFO queue can have',
      fix: 'lower batchSize to 10',
    },
  ]);
});
