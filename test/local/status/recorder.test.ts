import { describe, expect, it } from 'vitest';
import { Recorder } from '../../../src/local/status/recorder';

const noWorkers = { workers: [] };

describe('Recorder', () => {
  it('counts what happens', async () => {
    const { record, takeSample } = bound(new Recorder());
    const request = { type: 'request', method: 'POST', path: '/v1/orders', durationMs: 1 } as const;
    const invocation = { type: 'invocation', function: 'orders/Handler', durationMs: 1 } as const;
    record({ ...request, status: 202 });
    record({ ...request, status: 429 });
    record({ type: 'accepted', resolver: 'Mutation.submitOrders' });
    record({ ...invocation, outcome: 'succeeded', coldStartMs: 50 });
    record({ ...invocation, outcome: 'timed-out', error: 'timed out after 3 s' });
    record({ type: 'throttle', function: 'orders/Handler', reason: 'ConcurrentInvocationLimitExceeded' });
    record({ type: 'log', function: 'orders/Handler', line: 'hello' });
    expect((await takeSample(noWorkers)).counters).toEqual({
      requests: 2,
      accepted: 2,
      invocations: 2,
      failures: 1,
      throttles: 1,
      coldStarts: 1,
    });
  });

  it('keeps the last errors, the newest first', () => {
    const recorder = new Recorder();
    const batch = { type: 'batch', queue: 'shop-orders', messages: 10, deleted: 0 } as const;
    for (let index = 0; index < 30; index += 1) {
      recorder.record({ type: 'problem', message: `problem ${index}` });
    }
    recorder.record({ ...batch, dropped: false });
    recorder.record({ ...batch, dropped: true });
    expect(recorder.errors).toHaveLength(20);
    expect(recorder.errors.slice(0, 2)).toMatchObject([
      { where: 'shop-orders', message: '10 messages were throttled until their visibility timeout was over' },
      { where: 'local run', message: 'problem 29' },
    ]);
  });

  it('forgets samples that are older than 15 minutes', async () => {
    const recorder = new Recorder();
    for (let second = 0; second < 905; second += 1) {
      await recorder.takeSample(noWorkers);
    }
    expect(recorder.samples).toHaveLength(900);
  });
});

function bound(recorder: Recorder) {
  return { record: recorder.record, takeSample: recorder.takeSample.bind(recorder) };
}
