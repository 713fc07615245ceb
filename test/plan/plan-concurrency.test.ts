import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { batchMs, messagesAtOnce } from '../../src/plan/messages-at-once';
import { planConcurrency } from '../../src/plan/plan-concurrency';
import { shareBudget, total, workersBudget } from '../../src/plan/share-budget';
import { parseSpec } from '../../src/spec/parse-spec';
import { anySpec, specOf } from '../valid-answers';

const rateOf = (plan: ReturnType<typeof planConcurrency>) =>
  plan.workers.reduce((sum, worker) => sum + worker.sustainableRatePerSecond, 0);

describe('planConcurrency', () => {
  it('shares the budget by weight, with a tenth as headroom', () => {
    const plan = planConcurrency(specOf({ workers: ['orders=2', 'audit'] }));
    expect(plan.workers).toEqual([
      expect.objectContaining({
        name: 'orders',
        reservedConcurrency: 67,
        maximumConcurrency: 60,
        sustainableRatePerSecond: 300,
      }),
      expect.objectContaining({
        name: 'audit',
        reservedConcurrency: 33,
        maximumConcurrency: 30,
        sustainableRatePerSecond: 150,
      }),
    ]);
    expect(plan.totals).toEqual({
      reserved: 100,
      maximum: 90,
      accountHeadroom: 800,
      sustainableRatePerSecond: 450,
      neededConcurrency: 21,
      utilization: 0.222222,
      budgetForPeak: 24,
      invocationsPerSecond: 45,
      invocationLimitPerSecond: 10_000,
    });
    expect(plan.api).toEqual({ rateLimit: 450, burstLimit: 450 });
    expect(plan.findings).toEqual([]);
  });

  it('never exceeds the budget, the account or the limits of an event source', () => {
    fc.assert(
      fc.property(anySpec, (spec) => {
        const plan = planConcurrency(spec);
        expect(plan.totals.maximum).toBeLessThanOrEqual(spec.concurrencyBudget);
        const calls = plan.workers.map((worker) => worker.maximumConcurrency * messagesAtOnce(spec, worker.batchSize));
        expect(total(calls)).toBeLessThanOrEqual(spec.downstreamConcurrency ?? Infinity);
        expect(plan.totals.reserved).toBeLessThanOrEqual(Math.min(workersBudget(spec), spec.accountConcurrency));
        for (const worker of plan.workers) {
          expect(worker.maximumConcurrency).toBeGreaterThanOrEqual(2);
          expect(worker.maximumConcurrency).toBeLessThanOrEqual(Math.min(1000, worker.reservedConcurrency ?? 1000));
          expect(worker.visibilityTimeoutSeconds).toBeGreaterThanOrEqual(
            6 * worker.functionTimeoutSeconds + worker.batchWindowSeconds,
          );
          expect(worker.functionTimeoutSeconds * 1000).toBeGreaterThanOrEqual(batchMs(spec, worker.batchSize));
          expect(worker.functionTimeoutSeconds).toBeLessThanOrEqual(900);
          expect(worker.batchSize > 10 && worker.batchWindowSeconds === 0).toBe(false);
          expect(worker.maxReceiveCount).toBeGreaterThanOrEqual(5);
        }
        const { rateLimit = 0.001 } = plan.api ?? {};
        expect(rateLimit).toBeGreaterThan(0);
        expect(rateLimit).toBeLessThanOrEqual(Math.max(0.001, rateOf(plan)));
      }),
      { numRuns: 500 },
    );
  });

  it('keeps headroom above the maximum wherever the budget has a unit for it', () => {
    fc.assert(
      fc.property(anySpec, (spec) => {
        const plan = planConcurrency(spec);
        const isTight = workersBudget(spec) === 2 * spec.workers.length;
        expect(plan.reservation === 'cap-only' || isTight || plan.totals.reserved > plan.totals.maximum).toBe(true);
      }),
    );
  });

  it('never takes a unit from any worker for a larger budget', () => {
    fc.assert(
      fc.property(anySpec, fc.integer({ min: 1, max: 50 }), (spec, more) => {
        const larger = { ...spec, concurrencyBudget: spec.concurrencyBudget + more };
        const [before, after] = [shareBudget(spec), shareBudget(larger)];
        before.maxima.forEach((units, index) => expect(after.maxima[index]).toBeGreaterThanOrEqual(units));
        before.reserved.forEach((units, index) => expect(after.reserved[index]).toBeGreaterThanOrEqual(units));
      }),
      { numRuns: 500 },
    );
  });

  it('never plans less throughput for a larger budget', () => {
    fc.assert(
      fc.property(anySpec, fc.integer({ min: 1, max: 500 }), (spec, more) => {
        const larger = parseSpec({ ...spec, concurrencyBudget: spec.concurrencyBudget + more });
        fc.pre('spec' in larger);
        expect(rateOf(planConcurrency(larger.spec))).toBeGreaterThanOrEqual(
          rateOf(planConcurrency(spec)) * (1 - 1e-12),
        );
      }),
      { numRuns: 500 },
    );
  });

  it.each([
    [10, 10, 8, 'cap-only'],
    [50, 50, 20, 'cap-only'],
    [100, 100, 50, 'cap-only'],
    [1000, 100, 900, 'reserve'],
    [1000, 100, 901, 'cap-only'],
    [10_000, 100, 5000, 'reserve'],
  ])('in an account of %i with a floor of %i, auto makes a budget of %i %s', (quota, floor, budget, reservation) => {
    const plan = planConcurrency(
      specOf({ accountConcurrency: quota, unreservedFloor: floor, concurrencyBudget: budget }),
    );
    expect(plan.reservation).toBe(reservation);
    expect(plan.workers.every((worker) => 'reservedConcurrency' in worker)).toBe(reservation === 'reserve');
    expect(plan.findings.some(({ code }) => code === 'reservation-capped-only')).toBe(reservation === 'cap-only');
  });

  it('plans no throttle for IoT ingestion, which has none to set', () => {
    const busy = specOf({ api: 'iot', durationMs: 100, concurrencyBudget: 900, region: 'il-central-1' });
    const plan = planConcurrency(busy);
    expect(plan).not.toHaveProperty('api');
    expect(plan.derivations.filter(({ value }) => value.startsWith('api.'))).toEqual([]);
    expect(plan.findings.map(({ code }) => code)).not.toContain('api-throttle-limited-by-region');
  });

  it('keeps to a lower Region limit of API Gateway', () => {
    const busy = { durationMs: 100, concurrencyBudget: 900 };
    expect(planConcurrency(specOf({ ...busy, region: 'us-east-1' })).api?.rateLimit).toBe(8100);
    expect(planConcurrency(specOf({ ...busy, region: 'il-central-1' })).api).toEqual({
      rateLimit: 2500,
      burstLimit: 1250,
    });
  });
});
