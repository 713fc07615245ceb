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
          const usable = Math.max(share.concurrencyBudget! - share.tenth!, 2 * share.workers!);
          const calls = Math.floor((share.downstreamConcurrency ?? Infinity) / (share.callsPerBatch ?? 1));
          expect(share.available).toBe(Math.min(usable, calls));
          if (workers.length === 1) {
            expect(maximumConcurrency).toBe(Math.min(1000, (share.available! * share.weight!) / share.weights!));
          }
          const reserved = inputsOf(`workers.${name}.reservedConcurrency`);
          if (reserved) {
            const headroom = Math.floor(reserved.maximum! / 9) + 1;
            expect(reserved.headroom).toBe(Math.min(headroom, reserved.concurrencyBudget! - reserved.maximum!));
            const part = (reserved.headroom! * reserved.maximumConcurrency!) / reserved.maximum!;
            expect(Math.abs(reservedConcurrency! - maximumConcurrency - part)).toBeLessThan(1);
          }
        }
      }),
    );
  });
});
