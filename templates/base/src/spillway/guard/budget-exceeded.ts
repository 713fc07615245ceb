import { type Claim, commonScope, environmentsOf, listOf, maximumFromQueues, totalOf } from './claims';
import type { Rule } from './rule';

/**
 * All functions of the app in one account and Region together may take no more than the budget: stages of other accounts or
 * Regions take from another pool.
 *
 * A function takes what is reserved for it. Without a reservation it takes what its queues may send it at once.
 *
 * @param budget units of concurrency
 */
export function budgetExceeded(budget: number): Rule {
  return {
    id: 'budget-exceeded',
    check: (app) =>
      environmentsOf(app).flatMap(({ name, functions }) => {
        const claims = functions
          .map((it): Claim => ({ path: it.path, units: it.reservedConcurrency ?? maximumFromQueues(app, it) }))
          .filter(({ units }) => units);
        return totalOf(claims) > budget
          ? [
              {
                path: commonScope(claims),
                problem:
                  `the functions in ${name} take ${totalOf(claims)} units of concurrency (${listOf(claims)}), ` +
                  `over the budget of ${budget}`,
                fix: 'lower a reserved concurrency, or raise concurrencyBudget in .projenrc.ts',
              },
            ]
          : [];
      }),
  };
}
