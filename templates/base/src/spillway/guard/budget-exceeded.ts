import { type Claim, commonScope, listOf, totalOf, unitsOf } from './claims';
import { environmentsOf } from './environments';
import type { Rule } from './rule';

/**
 * All functions of the app in one account and Region together may take no more than the budget: stages of other accounts or
 * Regions take from another pool.
 *
 * The plan gives the workers all of the budget but what is kept for functions of the user's own. So more budget alone mends
 * nothing: the workers would reserve that too.
 *
 * @param budget units of concurrency
 */
export function budgetExceeded(budget: number): Rule {
  return {
    id: 'budget-exceeded',
    check: (app) =>
      environmentsOf(app).flatMap(({ name, functions }) => {
        const claims = functions
          .map((it): Claim => ({ path: it.path, units: unitsOf(app, it) }))
          .filter(({ units }) => units);
        return totalOf(claims) > budget
          ? [
              {
                path: commonScope(claims),
                problem:
                  `the functions in ${name} take ${totalOf(claims)} units of concurrency (${listOf(claims)}), ` +
                  `over the budget of ${budget}`,
                fix:
                  'for functions of your own, raise both "concurrencyBudget" and "ownFunctionsConcurrency" in .projenrc.ts ' +
                  `by ${totalOf(claims) - budget}; or lower a reserved concurrency`,
              },
            ]
          : [];
      }),
  };
}
