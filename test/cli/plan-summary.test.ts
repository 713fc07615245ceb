import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { summarizePlan } from '../../src/cli/plan-summary';
import { planConcurrency } from '../../src/plan/plan-concurrency';
import { anySpec, specOf } from '../valid-answers';

describe('summarizePlan', () => {
  it('shows the limits of each worker', () => {
    expect(summarizePlan(planConcurrency(specOf({ workers: ['orders=2', 'audit'] })))).toBe(
      [
        "Budget 100 of the account's 1000 (reserve):",
        '  worker  reserved  maximum  batch  window  timeout   rate',
        '  orders        67       60     10     0 s      6 s  300/s',
        '  audit         33       30     10     0 s      6 s  150/s',
        '  100 reserved, at most 90 batches at once, 800 left to reserve for others',
        '  API throttle 450/s, burst 450; 5 receives before the dead-letter queue',
      ].join('\n'),
    );
  });

  it('speaks of no throttle where there is none', () => {
    expect(summarizePlan(planConcurrency(specOf({ api: 'iot' })))).not.toContain('throttle');
  });

  it('fits 80 columns', () => {
    fc.assert(
      fc.property(anySpec, (spec) => {
        const plan = planConcurrency(spec);
        const longest = { ...plan, workers: plan.workers.map((worker) => ({ ...worker, name: 'w'.repeat(24) })) };
        expect(
          Math.max(
            ...summarizePlan(longest)
              .split('\n')
              .map(({ length }) => length),
          ),
        ).toBeLessThanOrEqual(80);
      }),
    );
  });
});
