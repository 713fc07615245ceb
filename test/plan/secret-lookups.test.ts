import { describe, expect, it } from 'vitest';
import { explainPlan } from '../../src/plan/explain-plan';
import { planConcurrency } from '../../src/plan/plan-concurrency';
import { specOf } from '../valid-answers';

describe('lookups of the downstream key', () => {
  it('are one for each execution environment and lifetime of its cache', () => {
    const plan = planConcurrency(specOf({ downstream: 'http', concurrencyBudget: 500 }));
    expect(plan.totals).toMatchObject({ maximum: 450, secretLookupsPerSecond: 1.5 });
  });

  it('would be one for each message without a cache', () => {
    const { totals } = planConcurrency(specOf({ downstream: 'http', durationMs: 50, concurrencyBudget: 900 }));
    expect(totals.uncachedSecretLookupsPerSecond).toBe(16_200);
    expect(totals.uncachedSecretLookupsPerSecond).toBe(totals.sustainableRatePerSecond);
  });

  it('are explained with the quota', () => {
    const plan = planConcurrency(specOf({ downstream: 'http', concurrencyBudget: 500 }));
    expect(explainPlan(plan).find(({ path }) => path === 'totals.secretLookupsPerSecond')).toMatchObject({
      value: 1.5,
      why: expect.stringContaining('lookupQuota 10000'),
      source: expect.stringContaining('docs.aws.amazon.com/secretsmanager/'),
    });
  });

  it('are no part of a plan without a key', () => {
    const plan = planConcurrency(specOf());
    expect(plan.totals).not.toHaveProperty('secretLookupsPerSecond');
    expect(plan.derivations.filter(({ value }) => value.toLowerCase().includes('secret'))).toEqual([]);
  });
});
