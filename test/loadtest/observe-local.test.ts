import { describe, expect, it } from 'vitest';
import { type LocalSample, type LocalWorkerSample, observeLocal } from '../../src/loadtest/observe-local';

const atFirst: LocalWorkerSample = {
  name: 'orders',
  waiting: 0,
  inFlight: 0,
  deadLetters: 1,
  concurrency: 0,
  maximumConcurrency: 7,
  reservedConcurrency: 8,
  invocations: 40,
  errors: 2,
  throttles: 5,
  deleted: 50,
  processed: 50,
};

function sample(time: number, statuses: LocalSample['statuses'], changes: Partial<LocalWorkerSample>): LocalSample {
  return { time, statuses, workers: [{ ...atFirst, ...changes }] };
}

const busy = { waiting: 3, inFlight: 3, concurrency: 5, invocations: 44, throttles: 7, deleted: 54, processed: 54 };
const done = { concurrency: 2, invocations: 48, errors: 3, throttles: 7, deleted: 59, processed: 59, deadLetters: 2 };
const samples = [
  sample(500, { 202: 50 }, { deleted: 49 }),
  sample(900, { 202: 50 }, {}),
  sample(1900, { 202: 60, 429: 2 }, { waiting: 6, inFlight: 4, concurrency: 3, invocations: 41 }),
  sample(2900, { 202: 60, 429: 2 }, busy),
  sample(3900, { 202: 60, 429: 2 }, done),
  sample(4900, { 202: 99 }, { processed: 999 }),
];
const window = { from: 1000, until: 4000, accountConcurrency: 500 };

describe('observeLocal', () => {
  it('counts what happened within the window', () => {
    const { statuses, workers, accountConcurrency } = observeLocal(samples, window);
    expect(accountConcurrency).toBe(500);
    expect(statuses).toEqual({ 202: 10, 429: 2 });
    expect(workers).toMatchObject([
      {
        name: 'orders',
        processed: 9,
        deadLetters: 1,
        invocations: 8,
        errors: 1,
        throttles: 2,
        concurrency: 5,
        maximumConcurrency: 7,
        reservedConcurrency: 8,
      },
    ]);
  });

  it('tells each moment, with what came since the one before', () => {
    const [worker] = observeLocal(samples, window).workers;
    expect(worker!.moments).toEqual([
      { time: 1900, waiting: 6, inFlight: 4, deadLetters: 0, concurrency: 3, throttles: 0 },
      { time: 2900, waiting: 3, inFlight: 3, deadLetters: 0, concurrency: 5, throttles: 2 },
      { time: 3900, waiting: 0, inFlight: 0, deadLetters: 1, concurrency: 2, throttles: 0 },
    ]);
    // seven of ten had been taken: the eighth came 0.7 s after 900
    expect(worker!.oldestAgeSeconds).toBeCloseTo(1.3);
  });

  it('counts only where it knows what was before', () => {
    const within = samples.filter(({ time }) => time > window.from);
    expect(() => observeLocal(within, window)).toThrow('no measurements of the load test');
  });
});
