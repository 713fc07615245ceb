import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { explainPlan } from '../../src/plan/explain-plan';
import { planConcurrency } from '../../src/plan/plan-concurrency';
import { anySpec, specOf } from '../valid-answers';

/** Paths of all numbers of a plan that are not simply repeated from the answers. */
function derivedPaths(plan: ReturnType<typeof planConcurrency>): string[] {
  const workers = plan.workers.flatMap(({ name, weight, ...limits }) =>
    Object.keys(limits).map((key) => `workers.${name}.${key}`),
  );
  const totals = Object.keys(plan.totals).map((key) => `totals.${key}`);
  const throttle = Object.keys(plan.api ?? {}).map((key) => `api.${key}`);
  const { after, ...peak } = plan.peak;
  const moments = after.flatMap(({ minutes, ...moment }) =>
    Object.keys(moment).map((key) => `peak.after.${minutes}.${key}`),
  );
  return [...workers, ...throttle, ...totals, ...Object.keys(peak).map((key) => `peak.${key}`), ...moments];
}

describe('explainPlan', () => {
  it('explains every derived number once, with its value and a source', () => {
    fc.assert(
      fc.property(anySpec, (spec) => {
        const plan = planConcurrency(spec);
        const explanations = explainPlan(plan);
        expect(explanations.map(({ path }) => path).sort()).toEqual(derivedPaths(plan).sort());
        for (const { value, why, source } of explanations) {
          expect(Number.isFinite(value)).toBe(true);
          expect(why).not.toBe('');
          expect(source).not.toBe('');
        }
      }),
    );
  });

  it('fills the inputs in', () => {
    const rate = explainPlan(planConcurrency(specOf())).find(
      ({ path }) => path === 'workers.messages.sustainableRatePerSecond',
    );
    expect(rate).toMatchObject({
      value: 450,
      why: 'maximumConcurrency x 1000 / durationMs (maximumConcurrency 90, durationMs 200)',
    });
  });

  it('gives every number that the shares of the budget need', () => {
    fc.assert(
      fc.property(anySpec, (spec) => {
        const { derivations, workers } = planConcurrency(spec);
        const inputsOf = (path: string) => derivations.find(({ value }) => value === path)?.inputs;
        for (const { name, maximumConcurrency, reservedConcurrency } of workers) {
          const share = inputsOf(`workers.${name}.maximumConcurrency`)!;
          const ofWorkers = share.concurrencyBudget! - (share.ownFunctionsConcurrency ?? 0);
          const usable = Math.max(ofWorkers - share.tenth!, 2 * share.workers!);
          const calls = Math.floor((share.downstreamConcurrency ?? Infinity) / (share.callsPerBatch ?? 1));
          expect(share.available).toBe(Math.min(usable, calls));
          if (workers.length === 1) {
            expect(maximumConcurrency).toBe(Math.min(1000, (share.available! * share.weight!) / share.weights!));
          }
          const reserved = inputsOf(`workers.${name}.reservedConcurrency`);
          if (reserved) {
            const headroom = Math.floor(reserved.maximum! / 9) + 1;
            expect(reserved.headroom).toBe(Math.min(headroom, ofWorkers - reserved.maximum!));
            const extra = reservedConcurrency! - maximumConcurrency;
            expect(workers.length === 1 ? extra === reserved.headroom : extra <= reserved.headroom!).toBe(true);
          }
        }
      }),
    );
  });

  it('gives the numbers that what waits at peak is computed from', () => {
    fc.assert(
      fc.property(anySpec, (spec) => {
        const { derivations, peak } = planConcurrency(spec);
        const inputsOf = (path: string) => derivations.find(({ value }) => value === path)!.inputs;
        for (const { minutes, oldestAgeSeconds } of peak.after) {
          const { backlog = NaN, acceptedRate = NaN } = inputsOf(`peak.after.${minutes}.oldestAgeSeconds`);
          expect(Math.abs(backlog / acceptedRate - oldestAgeSeconds)).toBeLessThanOrEqual(0.51 / acceptedRate + 0.01);
        }
        if (peak.secondsToExpiry !== undefined) {
          const { retentionDays = NaN, sustainableRate = NaN, acceptedRate = NaN } = inputsOf('peak.secondsToExpiry');
          const excess = acceptedRate - sustainableRate; // both shown with six digits
          const seconds = (retentionDays * 86_400 * acceptedRate) / excess;
          const error = (acceptedRate * 1e-5) / excess;
          expect(error > 0.5 || Math.abs(seconds / peak.secondsToExpiry - 1) < 2 * error).toBe(true);
        }
      }),
    );
  });
});
