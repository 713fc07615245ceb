import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { budgetForPeak } from '../../src/plan/budget-for-peak';
import { planConcurrency } from '../../src/plan/plan-concurrency';
import { anySpec, specOf } from '../valid-answers';

const keepsUp = (spec: Parameters<typeof planConcurrency>[0]) =>
  planConcurrency(spec).workers.every(({ utilization }) => utilization <= 1.00001);

describe('budgetForPeak', () => {
  it('is the least with which every worker keeps up', () => {
    fc.assert(
      fc.property(anySpec, (spec) => {
        const concurrencyBudget = budgetForPeak(spec);
        const least = 2 * spec.workers.length + spec.ownFunctionsConcurrency;
        if (concurrencyBudget === undefined) {
          expect(keepsUp({ ...spec, concurrencyBudget: 100_000 })).toBe(false);
        } else {
          expect(keepsUp({ ...spec, concurrencyBudget })).toBe(true);
          expect(
            concurrencyBudget === least ||
              planConcurrency({ ...spec, concurrencyBudget: concurrencyBudget - 1 }).workers.some(
                ({ utilization }) => utilization > 1,
              ),
          ).toBe(true);
        }
      }),
      { numRuns: 60 },
    );
  });

  it.each([
    [[37, 49, 25, 5, 9, 45], 468, 258],
    [[34, 18, 26, 50, 50, 6], 516, 162],
  ])('suffices from there on, for weights %j', (weights, peakRate, durationMs) => {
    const workers = weights.map((weight, index) => ({ name: `w${index}`, weight }));
    const spec = specOf({ workers, peakRate, durationMs });
    const least = budgetForPeak(spec)!;
    for (let concurrencyBudget = 12; concurrencyBudget < 2 * least; concurrencyBudget += 1) {
      expect(keepsUp({ ...spec, concurrencyBudget })).toBe(concurrencyBudget >= least);
    }
  });

  it('is none where the system behind the workers takes too few calls', () => {
    expect(budgetForPeak(specOf({ downstreamConcurrency: 20 }))).toBe(23);
    expect(budgetForPeak(specOf({ downstreamConcurrency: 19 }))).toBeUndefined();
  });
});
