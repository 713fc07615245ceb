import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { LoadMark, LoadProfile, LoadProfileName } from '../../src/plan/load-profile';
import { loadProfileNames } from '../../src/plan/load-profile';
import { loadProfiles } from '../../src/plan/load-profiles';
import { planConcurrency } from '../../src/plan/plan-concurrency';
import type { Answers } from '../../src/spec/service-spec';
import { anySpec, specOf } from '../valid-answers';

/** 14 and 4 batches of 200 ms: 70 and 20 messages/s. */
const device = { api: 'iot', workers: ['orders=3', 'audit'], concurrencyBudget: 20, durationMs: 200 } as const;
/** 90 batches of 200 ms: 450 messages/s, and a throttle of as much. */
const rest = { concurrencyBudget: 100, durationMs: 200 } as const;

function profileOf(answers: Answers, name: LoadProfileName): LoadProfile {
  const spec = specOf(answers);
  return loadProfiles(spec, planConcurrency(spec)).find((profile) => profile.name === name)!;
}

function limitsOf({ marks }: LoadProfile, id: LoadMark['id']): number[] {
  return marks.filter((mark) => mark.id === id).map(({ limit }) => limit);
}

describe('the load tests of a service', () => {
  it('are the same five for every service, and promise what can be sent and measured', () => {
    fc.assert(
      fc.property(anySpec, (spec) => {
        const profiles = loadProfiles(spec, planConcurrency(spec));
        expect(profiles.map(({ name }) => name)).toEqual(loadProfileNames);
        for (const { phases, prediction, marks, senders } of profiles) {
          const rates = phases.flatMap(({ startRatePerSecond, endRatePerSecond }) => [
            startRatePerSecond,
            endRatePerSecond,
          ]);
          expect(Math.min(...rates)).toBeGreaterThan(0);
          expect(senders * 1200).toBeGreaterThanOrEqual(Math.max(...rates));
          expect(phases.every(({ durationSeconds }) => Number.isInteger(durationSeconds))).toBe(true);
          expect(prediction.refused).toBeGreaterThanOrEqual(0);
          expect(prediction.accepted + prediction.refused).toBe(prediction.offered);
          expect(marks.every(({ limit }) => Number.isFinite(limit) && limit >= 0)).toBe(true);
        }
      }),
      { numRuns: 60 },
    );
  });

  it('sustain without refusing anything or letting anything wait for long', () => {
    fc.assert(
      fc.property(anySpec, (spec) => {
        const { prediction } = loadProfiles(spec, planConcurrency(spec)).find(({ name }) => name === 'sustained')!;
        expect(prediction.refused).toBeLessThanOrEqual(spec.workers.length); // each is rounded by itself
        for (const { accepted, backlogAtEnd } of prediction.workers) {
          expect(backlogAtEnd).toBeLessThanOrEqual(2 + 0.02 * accepted);
        }
      }),
      { numRuns: 60 },
    );
  });

  it('rise along the ramp of the event source to the rate that the budget sustains, and hold it', () => {
    expect(profileOf(rest, 'sustained').phases).toEqual([
      { name: 'rise', durationSeconds: 17, startRatePerSecond: 25, endRatePerSecond: 450 },
      { name: 'hold', durationSeconds: 120, startRatePerSecond: 450, endRatePerSecond: 450 },
    ]);
  });

  it('sustain what the slowest worker does, when messages come by weight', () => {
    expect(profileOf(device, 'sustained').phases.at(-1)).toMatchObject({ endRatePerSecond: 80 }); // audit: 20/s of a quarter
  });

  it('leave room for the reads of callers that share a throttle with the messages', () => {
    const shared = { ...rest, api: 'graphql', auth: 'x509' } as const;
    expect(profileOf({ ...shared, response: 'polling' }, 'sustained').phases.at(-1)).toMatchObject({
      endRatePerSecond: 409,
    });
    expect(profileOf({ ...shared, response: 'fire-and-forget' }, 'sustained').phases.at(-1)).toMatchObject({
      endRatePerSecond: 450,
    });
  });

  it('bend by refusing where there is a throttle', () => {
    const burst = profileOf(rest, 'burst');
    const { refused, accepted, offered } = burst.prediction;
    expect(offered).toBe(17 * 237.5 + 60 * 675 + 30 * 900 + 0.5);
    expect(accepted).toBe(Math.round(17 * 237.5 + 450 + 90 * 450)); // the bucket and what it gets
    expect(limitsOf(burst, 'bends-as-predicted')).toEqual([Math.floor(refused * 0.8)]);
    expect(limitsOf(burst, 'accepted-share')).toEqual([Number(((accepted / offered) * 0.8).toPrecision(3))]);
  });

  it('bend by letting messages wait where there is none, in each queue by itself', () => {
    const burst = profileOf(device, 'burst');
    expect(burst.prediction).toMatchObject({ refused: 0 });
    expect(burst.prediction.workers).toMatchObject([
      { name: 'orders', backlogAtEnd: 2750, concurrency: 14 },
      { name: 'audit', backlogAtEnd: 1200, drainSeconds: 60, oldestAgeSeconds: 60, concurrency: 4 },
    ]);
    expect(burst.marks.filter(({ id }) => id === 'bends-as-predicted')).toMatchObject([
      { worker: 'orders', comparison: 'at-least', limit: 2200 },
      { worker: 'audit', comparison: 'at-least', limit: 960 },
    ]);
    expect(limitsOf(burst, 'drain-time')).toEqual([48, 72]);
    expect(limitsOf(burst, 'oldest-message-age')).toEqual([48, 72]);
  });

  it('only ask a burst to bend', () => {
    const spec = specOf(rest);
    const bending = loadProfiles(spec, planConcurrency(spec)).filter(({ marks }) =>
      marks.some(({ id }) => id === 'bends-as-predicted'),
    );
    expect(bending.map(({ name }) => name)).toEqual(['burst']);
  });

  it('grant an idle service the time that polling and two batches take', () => {
    const smoke = profileOf({ ...device, batchSize: 20, batchWindowSeconds: 30 }, 'smoke');
    expect(limitsOf(smoke, 'drain-time')).toEqual([15 + 30 + 8, 15 + 30 + 8]);
  });

  it('hold the limits of the plan', () => {
    const marks = profileOf({ ...rest, ownFunctionsConcurrency: 10 }, 'peak');
    expect(limitsOf(marks, 'maximum-concurrency')).toEqual([81]);
    expect(limitsOf(marks, 'account-headroom')).toEqual([900]);
    expect(limitsOf(marks, 'throttles')).toEqual([0]);
    const capOnly = profileOf({ ...rest, reservation: 'cap-only' }, 'peak');
    expect(limitsOf(capOnly, 'account-headroom')).toEqual([910]);
    expect(capOnly.marks.find(({ id }) => id === 'account-headroom')!.why).toBe(
      '1000 of the account less 90 at most in use',
    );
  });

  it('reach every worker in half a minute, however little of the traffic is its', () => {
    const { phases, prediction } = profileOf({ workers: ['a=99', 'b'], concurrencyBudget: 800 }, 'smoke');
    expect(phases).toMatchObject([{ durationSeconds: 30 }]);
    expect(prediction.workers[1]!.offered).toBeGreaterThanOrEqual(5);
  });

  it('take longer where a message takes minutes', () => {
    const { phases, prediction } = profileOf({ durationMs: 600_000, concurrencyBudget: 4 }, 'smoke');
    expect(phases[0]!.durationSeconds).toBeGreaterThan(30);
    expect(prediction.accepted).toBeGreaterThanOrEqual(1);
  });

  it('change no rate that is so slow that a second holds few messages', () => {
    expect(profileOf({ durationMs: 5000, concurrencyBudget: 4 }, 'burst').phases).toEqual([
      { name: 'rise', durationSeconds: 10, startRatePerSecond: 0.45, endRatePerSecond: 0.45 },
      { name: 'beyond', durationSeconds: 60, startRatePerSecond: 0.9, endRatePerSecond: 0.9 },
      { name: 'hold', durationSeconds: 30, startRatePerSecond: 1.2, endRatePerSecond: 1.2 },
    ]);
  });

  it('use as many devices and machines as the rates need', () => {
    expect(profileOf({ api: 'iot', peakRate: 5000 }, 'peak')).toMatchObject({ devices: 100, senders: 5 });
    expect(profileOf(rest, 'peak')).not.toHaveProperty('devices');
  });
});
