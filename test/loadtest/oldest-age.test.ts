import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { oldestAgeSeconds } from '../../src/loadtest/oldest-age';

describe('oldestAgeSeconds', () => {
  it('is nothing where nothing waits', () => {
    const moments = [0, 1, 2].map((second) => ({ time: second * 1000, waiting: 0, arrived: second * 5 }));
    expect(oldestAgeSeconds(moments)).toBe(0);
  });

  it('is the time since the message at the head of the queue came', () => {
    const moments = [
      { time: 0, waiting: 0, arrived: 0 },
      { time: 1000, waiting: 10, arrived: 10 },
      { time: 2000, waiting: 15, arrived: 20 }, // the sixth came in the middle of the first second
      { time: 9000, waiting: 0, arrived: 20 },
    ];
    expect(oldestAgeSeconds(moments)).toBe(1.5);
  });

  it('agrees with a queue that is worked off at a constant rate', () => {
    const part = fc.double({ min: 0.1, max: 0.9, noNaN: true });
    fc.assert(
      fc.property(fc.integer({ min: 2, max: 50 }), part, (arrival, finished) => {
        const moments = Array.from({ length: 61 }, (_, second) => ({
          time: second * 1000,
          arrived: arrival * second,
          waiting: arrival * (1 - finished) * second,
        }));
        expect(oldestAgeSeconds(moments)).toBeCloseTo(60 * (1 - finished), 6);
      }),
    );
  });
});
