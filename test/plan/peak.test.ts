import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { planConcurrency } from '../../src/plan/plan-concurrency';
import { anySpec, specOf } from '../valid-answers';

/** 200 messages/s for 18 units of 200 ms, which finish 90/s; no throttle stands before the queues. */
const overloaded = { api: 'iot', peakRate: 200, concurrencyBudget: 20, durationMs: 200 } as const;

describe('a peak', () => {
  it('fills the queues by what comes and is not finished', () => {
    const { peak, workers, totals } = planConcurrency(specOf(overloaded));
    expect(workers[0]).toMatchObject({ neededConcurrency: 40, maximumConcurrency: 18, sustainableRatePerSecond: 90 });
    expect(workers[0]).toMatchObject({ utilization: 2.22222, rampSeconds: 2.6 });
    expect(totals).toMatchObject({ neededConcurrency: 40, utilization: 2.22222, budgetForPeak: 45 });
    expect(peak).toMatchObject({ acceptedRatePerSecond: 200, backlogGrowthPerSecond: 110 });
    expect(peak).not.toHaveProperty('refusedRatePerSecond');
    const fewer = (13 * 2.6 * 5) / 2; // what 18 units from the first second would have finished more
    expect(peak.after).toEqual(
      [1, 5, 15].map((minutes) => {
        const backlog = 110 * 60 * minutes + fewer;
        return {
          minutes,
          concurrency: 18,
          backlog: expect.closeTo(backlog, -0.5),
          oldestAgeSeconds: expect.closeTo(backlog / 200, 2),
          drainSeconds: expect.closeTo(backlog / 90, 2),
        };
      }),
    );
    expect(peak.secondsToExpiry).toBe(Math.round((4 * 86_400) / (1 - 90 / 200)));
  });

  it('is refused by a throttle before it fills a queue', () => {
    const { peak } = planConcurrency(specOf({ ...overloaded, api: 'rest-sqs' }));
    expect(peak).toMatchObject({ acceptedRatePerSecond: 90, refusedRatePerSecond: 110, backlogGrowthPerSecond: 0 });
    expect(peak).not.toHaveProperty('secondsToExpiry');
    expect(peak.after.at(-1)!.backlog).toBeLessThan(100); // only what waited while the event source ramped
  });

  it('finds 5 batches running, and waits until there are enough', () => {
    const { workers, peak } = planConcurrency(
      specOf({ api: 'iot', peakRate: 300, durationMs: 2000, concurrencyBudget: 900 }),
    );
    expect(workers[0]).toMatchObject({ neededConcurrency: 600, rampSeconds: 119 });
    expect(workers[0]!.rampBacklog).toBe(Math.round(300 * 119 - (119 * (5 + 600)) / 2 / 2));
    expect(peak.after[2]).toMatchObject({ minutes: 15, concurrency: 600, backlog: 0, oldestAgeSeconds: 0 });
  });

  it('is told by findings', () => {
    const codes = planConcurrency(specOf({ api: 'iot', peakRate: 300, durationMs: 2000, concurrencyBudget: 900 }));
    expect(codes.findings.map(({ code }) => code)).toContain('slow-ramp');
  });

  it('gets in for each worker up to the throttle of its own method', () => {
    const { peak } = planConcurrency(
      specOf({
        workers: ['a=10', 'b'],
        concurrencyBudget: 5000,
        accountConcurrency: 10_000,
        durationMs: 1000,
        peakRate: 10_000,
      }),
    );
    expect(peak.acceptedRatePerSecond).toBeCloseTo(1000 + 10_000 / 11, 2);
    expect(peak.refusedRatePerSecond).toBeCloseTo(9000 - 10_000 / 11, 2);
  });

  it('is refused by nobody where every worker keeps up', () => {
    const { peak } = planConcurrency(
      specOf({ workers: ['wa=12', 'wb=52', 'wc=20'], peakRate: 392, durationMs: 87, concurrencyBudget: 900 }),
    );
    expect(peak).toMatchObject({ acceptedRatePerSecond: 392, refusedRatePerSecond: 0 });
  });

  it('never ends with less backlog for a lower budget, and adds up', () => {
    fc.assert(
      fc.property(anySpec, (spec) => {
        const { peak, totals } = planConcurrency(spec);
        expect(peak.refusedRatePerSecond ?? 0).toBeGreaterThanOrEqual(0);
        expect(peak.acceptedRatePerSecond + (peak.refusedRatePerSecond ?? 0)).toBeCloseTo(spec.peakRate, 0);
        for (const moment of peak.after) {
          expect(moment.concurrency).toBeLessThanOrEqual(totals.maximum);
          expect(moment.backlog).toBeGreaterThanOrEqual(0);
          expect(moment.oldestAgeSeconds).toBeLessThanOrEqual(moment.minutes * 60);
        }
      }),
    );
  });
});
