import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  backlogAt,
  capacityUntil,
  concurrencyAt,
  drainSeconds,
  rampOf,
  secondsToFinish,
  secondsToReach,
  type Ramp,
} from '../../src/plan/ramp';

/** How event sources scaled until November 2023, which the published runs were measured with. */
const formerRamp = (durationMs: number): Ramp => ({
  start: 5,
  perMinute: 60,
  ceiling: 1000,
  ratePerUnit: 1000 / durationMs,
});

const anyRamp = fc.record({
  start: fc.integer({ min: 2, max: 5 }),
  perMinute: fc.constantFrom(60, 300),
  ceiling: fc.integer({ min: 5, max: 1250 }),
  ratePerUnit: fc.double({ min: 0.001, max: 1000, noNaN: true }),
});

describe('the ramp of an event source', () => {
  it('begins with 5 batches and reaches 1,250 after 4.15 minutes', () => {
    const ramp = rampOf(1250, 1);
    expect(concurrencyAt(ramp, 0)).toBe(5);
    expect(concurrencyAt(ramp, 60)).toBe(305);
    expect(secondsToReach(ramp, 1250) / 60).toBeCloseTo(4.15, 10);
    expect(concurrencyAt(ramp, 3600)).toBe(1250);
    expect(secondsToReach(ramp, 1251)).toBe(Infinity);
  });

  it('took 20.75 minutes to 1,250 at 60 a minute', () => {
    expect(secondsToReach({ start: 5, perMinute: 60, ceiling: 1250, ratePerUnit: 1 }, 1250) / 60).toBeCloseTo(
      20.75,
      10,
    );
  });

  it.each([
    ['500 ms', 500, 5.19, 316, 5.5, 335],
    ['1,700 ms', 1700, 9.64, 583, 10, 612],
  ])(
    'drains 100,000 messages of %s at 60 a minute about as the published run did',
    (_name, durationMs, minutes, concurrency, measuredMinutes, measuredConcurrency) => {
      const ramp = formerRamp(durationMs);
      const seconds = secondsToFinish(ramp, 100_000);
      expect(seconds / 60).toBeCloseTo(minutes, 2);
      expect(Math.round(concurrencyAt(ramp, seconds))).toBe(concurrency);
      expect(Math.abs(seconds / 60 / measuredMinutes - 1)).toBeLessThan(0.06);
      expect(Math.abs(concurrencyAt(ramp, seconds) / measuredConcurrency - 1)).toBeLessThan(0.06);
    },
  );

  it('stops at the maximum concurrency, also below the 5 that it would begin with', () => {
    expect(concurrencyAt(rampOf(2, 1), 600)).toBe(2);
    expect(concurrencyAt(rampOf(90, 1), 600)).toBe(90);
    expect(secondsToReach(rampOf(90, 1), 90)).toBe(17);
  });

  it('finishes in a time what that time can finish', () => {
    fc.assert(
      fc.property(anyRamp, fc.double({ min: 0, max: 3600, noNaN: true }), (ramp, seconds) => {
        expect(secondsToFinish(ramp, capacityUntil(ramp, seconds))).toBeCloseTo(seconds, 6);
      }),
    );
  });

  it('lets a backlog wait that small steps of time add up to as well', () => {
    fc.assert(
      fc.property(anyRamp, fc.double({ min: 0.1, max: 5000, noNaN: true }), (ramp, rate) => {
        const step = 0.05;
        let backlog = 0;
        for (let seconds = 0; seconds < 300; seconds += step) {
          backlog = Math.max(0, backlog + (rate - concurrencyAt(ramp, seconds + step / 2) * ramp.ratePerUnit) * step);
        }
        expect(Math.abs(backlogAt(ramp, rate, 300) - backlog)).toBeLessThan(1 + rate * step);
      }),
      { numRuns: 50 },
    );
  });

  it('drains at once what is nothing, and never faster than its ceiling allows', () => {
    fc.assert(
      fc.property(
        anyRamp,
        fc.double({ min: 0, max: 900, noNaN: true }),
        fc.integer({ min: 0, max: 1_000_000 }),
        (ramp, seconds, messages) => {
          const drain = drainSeconds(ramp, seconds, messages);
          const fastest = messages / (ramp.ceiling * ramp.ratePerUnit);
          expect(drain).toBeGreaterThanOrEqual(fastest * (1 - 1e-6) - 1e-6);
          expect(drainSeconds(ramp, seconds, 0)).toBeCloseTo(0, 6);
        },
      ),
    );
  });
});
