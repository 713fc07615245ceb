import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { flowThrough } from '../../src/plan/load-prediction';
import type { LoadPhase } from '../../src/plan/load-profile';
import { backlogAt, capacityUntil, drainSeconds, rampOf } from '../../src/plan/ramp';

const constant = (rate: number, durationSeconds: number): LoadPhase => ({
  name: 'hold',
  durationSeconds,
  startRatePerSecond: rate,
  endRatePerSecond: rate,
});

const anyRamp = fc
  .tuple(fc.integer({ min: 2, max: 1000 }), fc.double({ min: 0.01, max: 100, noNaN: true }))
  .map(([maximum, ratePerUnit]) => rampOf(maximum, ratePerUnit));

const anyPhases = fc.array(
  fc.record({
    name: fc.constant('any'),
    durationSeconds: fc.integer({ min: 1, max: 120 }),
    startRatePerSecond: fc.double({ min: 0, max: 5000, noNaN: true }),
    endRatePerSecond: fc.double({ min: 0, max: 5000, noNaN: true }),
  }),
  { minLength: 1, maxLength: 3 },
);

const anyThrottle = fc.option(
  fc.record({
    ratePerSecond: fc.double({ min: 0.1, max: 2000, noNaN: true }),
    burst: fc.double({ min: 0.1, max: 2000, noNaN: true }),
  }),
  { nil: undefined },
);

describe('the flow of a load test through a queue', () => {
  it('loses nothing: what was accepted is finished or waits, and what waits drains', () => {
    fc.assert(
      fc.property(anyPhases, anyRamp, anyThrottle, (phases, ramp, throttle) => {
        const flow = flowThrough(phases, { share: 1, throttle, ramp });
        const near = 1e-9 * flow.offered + 0.01;
        const sent = phases.reduce(
          (sum, phase) => sum + (phase.durationSeconds * (phase.startRatePerSecond + phase.endRatePerSecond)) / 2,
          0,
        );
        expect(Math.abs(flow.offered - sent)).toBeLessThan(near);
        expect(Math.abs(flow.accepted - flow.finished - flow.backlog)).toBeLessThan(near);
        const drained =
          capacityUntil(ramp, flow.busySeconds + flow.drainSeconds) - capacityUntil(ramp, flow.busySeconds);
        expect(Math.abs(drained - flow.backlog)).toBeLessThan(0.01 + 1e-6 * flow.backlog);
        expect(flow.greatestBacklog).toBeGreaterThanOrEqual(flow.backlog);
        expect(flow.oldestAgeSeconds).toBeGreaterThanOrEqual(flow.drainSeconds - 1e-6);
        expect(flow.concurrency).toBeLessThanOrEqual(ramp.ceiling + 1e-9);
      }),
    );
  });

  it('agrees with the closed form at a constant rate', () => {
    fc.assert(
      fc.property(
        anyRamp,
        fc.double({ min: 0.1, max: 5000, noNaN: true }),
        fc.integer({ min: 1, max: 300 }),
        (ramp, rate, seconds) => {
          const flow = flowThrough([constant(rate, seconds)], { share: 1, throttle: undefined, ramp });
          const backlog = backlogAt(ramp, rate, seconds);
          const step = 0.1 * rate; // within the step in which the queue runs empty
          expect(Math.abs(flow.backlog - backlog)).toBeLessThan(step + 1e-6 * rate * seconds);
          if (backlog > step) {
            const drain = drainSeconds(ramp, seconds, backlog);
            expect(Math.abs(flow.drainSeconds - drain)).toBeLessThan(0.001 + 0.001 * drain);
          }
        },
      ),
    );
  });

  it('never lets in more than the bucket held and got', () => {
    fc.assert(
      fc.property(anyPhases, anyRamp, anyThrottle, (phases, ramp, throttle) => {
        fc.pre(throttle !== undefined);
        const seconds = phases.reduce((sum, { durationSeconds }) => sum + durationSeconds, 0);
        const { accepted } = flowThrough(phases, { share: 1, throttle, ramp });
        expect(accepted).toBeLessThanOrEqual(throttle!.burst + throttle!.ratePerSecond * seconds + 0.01);
      }),
    );
  });

  it('lets a whole bucket through before it refuses', () => {
    const throttle = { ratePerSecond: 100, burst: 50 };
    const flow = flowThrough([constant(200, 10)], { share: 1, throttle, ramp: rampOf(100, 100) });
    expect(flow.offered).toBeCloseTo(2000, 6);
    expect(flow.accepted).toBeCloseTo(1050, 6);
  });

  it('does not grow an event source that keeps up', () => {
    const ramp = rampOf(100, 1);
    const flow = flowThrough([constant(5, 600), constant(20, 4)], { share: 1, throttle: undefined, ramp });
    expect(flow.backlog).toBeCloseTo(backlogAt(ramp, 20, 4), 6);
    expect(flow.concurrency).toBeCloseTo(25, 6); // 5 more each second, from when 20/s began
  });

  it('is as long in arrears as the last message waits', () => {
    const flow = flowThrough([constant(100, 60)], { share: 0.5, throttle: undefined, ramp: rampOf(2, 5) });
    expect(flow.backlog).toBeCloseTo(50 * 60 - 10 * 60, 6);
    expect(flow.drainSeconds).toBeCloseTo(240, 6);
    expect(flow.oldestAgeSeconds).toBeCloseTo(240, 6);
  });
});
