import { describe, expect, it } from 'vitest';
import { planConcurrency } from '../../src/plan/plan-concurrency';
import { parseSpec } from '../../src/spec/parse-spec';
import type { Answers } from '../../src/spec/service-spec';
import { leastAnswers } from '../valid-answers';

/** What an account of each size makes of a request. The floor of a small account is its whole quota. */
const cases: readonly (readonly [
  quota: number,
  floor: number,
  asked: Answers,
  outcome: 'reserve' | 'cap-only' | RegExp,
])[] = [
  [10, 10, { concurrencyBudget: 100 }, /budget 100 exceeds the account's quota of 10; lower "concurrencyBudget"/],
  [10, 10, { concurrencyBudget: 10 }, 'cap-only'],
  [10, 100, { concurrencyBudget: 10 }, 'cap-only'],
  [10, 10, { concurrencyBudget: 5, reservation: 'reserve' }, /exceeds the 0 that a quota of 10 leaves/],
  [10, 10, { concurrencyBudget: 10, workers: ['a', 'b', 'c', 'd', 'e', 'f'] }, /give at least 12, or fewer workers/],
  [50, 50, { concurrencyBudget: 50 }, 'cap-only'],
  [50, 10, { concurrencyBudget: 40 }, 'reserve'],
  [50, 10, { concurrencyBudget: 41 }, 'cap-only'],
  [50, 10, { concurrencyBudget: 41, reservation: 'reserve' }, /raise the quota, or choose "auto" or "cap-only"/],
  [100, 100, { concurrencyBudget: 100 }, 'cap-only'],
  [100, 10, { concurrencyBudget: 90, reservation: 'reserve' }, 'reserve'],
  [1000, 100, { concurrencyBudget: 100 }, 'reserve'],
  [1000, 100, { concurrencyBudget: 900 }, 'reserve'],
  [1000, 100, { concurrencyBudget: 901 }, 'cap-only'],
  [1000, 100, { concurrencyBudget: 1001 }, /exceeds the account's quota of 1000/],
  [10_000, 100, { concurrencyBudget: 9900 }, 'reserve'],
  [10_000, 100, { concurrencyBudget: 10_000 }, 'cap-only'],
];

describe('in an account', () => {
  it.each(cases)('of %i with a floor of %i, %j ends as %s', (accountConcurrency, unreservedFloor, asked, outcome) => {
    const parsed = parseSpec({ ...leastAnswers, accountConcurrency, unreservedFloor, ...asked });
    if (outcome instanceof RegExp) {
      expect('problems' in parsed && `${parsed.problems[0]!.message}; ${parsed.problems[0]!.hint}`).toMatch(outcome);
      return;
    }
    const plan = planConcurrency('spec' in parsed ? parsed.spec : expect.fail('refused'));
    expect(plan.reservation).toBe(outcome);
    // what CloudFormation would refuse: less than the floor unreserved, or a maximum above the reservation
    const left = accountConcurrency - plan.totals.reserved;
    expect(plan.totals.reserved === 0 || left >= unreservedFloor).toBe(true);
    expect(plan.totals.maximum).toBeLessThanOrEqual(accountConcurrency);
    const saysSo = plan.findings.some(({ code }) => code === 'reservation-capped-only');
    expect(saysSo).toBe(outcome === 'cap-only');
  });
});
