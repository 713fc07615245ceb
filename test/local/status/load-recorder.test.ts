import { describe, expect, it } from 'vitest';
import { LoadRecorder } from '../../../src/local/status/load-recorder';
import { processedMessages } from '../../../src/local/status/processed-messages';

type Worker = Parameters<LoadRecorder['takeSample']>[0]['workers'][number];

/** A worker whose queue has what is given. */
function workerWith(visible: number, mostConcurrency: number): Worker {
  return {
    name: 'orders',
    queue: { name: 'shop-orders', depth: () => Promise.resolve({ visible, inFlight: 2 }) },
    deadLetterQueue: { depth: () => Promise.resolve({ visible: 1, inFlight: 1 }) },
    target: { label: 'shop/orders/Handler', reservedConcurrency: 8, takeMostConcurrency: () => mostConcurrency },
    mapping: { maximumConcurrency: 7 },
  } as unknown as Worker;
}

const metricsLine = (values: object) =>
  JSON.stringify({ _aws: { Timestamp: 1, CloudWatchMetrics: [] }, service: 'orders', ...values });

describe('LoadRecorder', () => {
  it('adds up what happened to each worker, whatever an event calls it', async () => {
    const recorder = new LoadRecorder();
    const function_ = 'shop/orders/Handler';
    const invocation = { type: 'invocation', function: function_, durationMs: 1 } as const;
    recorder.record({ ...invocation, outcome: 'succeeded' });
    recorder.record({ ...invocation, outcome: 'timed-out' });
    recorder.record({ type: 'throttle', function: function_, reason: 'ConcurrentInvocationLimitExceeded' });
    recorder.record({ type: 'batch', queue: 'shop-orders', messages: 3, deleted: 2, dropped: false });
    recorder.record({ type: 'log', function: function_, line: metricsLine({ MessagesProcessed: [1, 1] }) });
    recorder.record({ type: 'log', function: function_, line: metricsLine({ MessagesProcessed: 1 }) });
    recorder.record({ type: 'log', function: function_, line: metricsLine({ MessagesFailed: 1 }) });
    recorder.record({ type: 'log', function: function_, line: '{"level":"INFO","MessagesProcessed":9}' });
    recorder.record({ type: 'request', method: 'POST', path: '/v1/orders', status: 202, durationMs: 1 });
    recorder.record({ type: 'request', method: 'POST', path: '/v1/orders', status: 429, durationMs: 1 });
    recorder.record({ type: 'request', method: 'POST', path: '/v1/orders', status: 202, durationMs: 1 });
    const { statuses, workers } = await recorder.takeSample({ workers: [workerWith(5, 4)] });
    expect(statuses).toEqual({ 202: 2, 429: 1 });
    expect(workers).toEqual([
      {
        name: 'orders',
        waiting: 5,
        inFlight: 2,
        deadLetters: 2,
        concurrency: 4,
        maximumConcurrency: 7,
        reservedConcurrency: 8,
        invocations: 2,
        errors: 1,
        throttles: 1,
        deleted: 2,
        processed: 3,
      },
    ]);
  });

  it('gives what it has of a time', async () => {
    const recorder = new LoadRecorder();
    const first = await recorder.takeSample({ workers: [] });
    await new Promise((resolve) => setTimeout(resolve, 5));
    const second = await recorder.takeSample({ workers: [] });
    expect(recorder.since(0)).toEqual([first, second]);
    expect(recorder.since(second.time)).toEqual([second]);
  });

  it('forgets samples that are older than two hours', async () => {
    const recorder = new LoadRecorder();
    for (let second = 0; second < 7205; second += 1) {
      await recorder.takeSample({ workers: [] });
    }
    expect(recorder.since(0)).toHaveLength(7200);
  });
});

describe('processedMessages', () => {
  it('takes nothing from what only looks like metrics', () => {
    expect(processedMessages('{"_aws": broken')).toMatchObject({ messages: 0 });
  });
});
