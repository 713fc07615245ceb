import { type Claim, commonScope, listOf, totalOf, unitsOf } from './claims';
import { environmentsOf } from './environments';
import type { Rule } from './rule';

/**
 * A function without a reservation draws on what the account has left after all reservations, together with every other such
 * function (lambda/latest/dg/lambda-concurrency.html). Here those of the app must find room there: what their queues may
 * send them at once or what is provisioned, and at least one unit each. Functions of custom resources count too; the app's
 * own reservations alone are subtracted, because nothing tells of other apps in the account.
 *
 * @param accountConcurrency units that the account has in the Region
 */
export function unreservedPoolTooSmall(accountConcurrency: number): Rule {
  return {
    id: 'unreserved-pool-too-small',
    check: (app) =>
      environmentsOf(app).flatMap(({ name, functions }) => {
        const reserved = functions.reduce((sum, { reservedConcurrency }) => sum + (reservedConcurrency ?? 0), 0);
        const users = functions
          .filter(({ reservedConcurrency }) => reservedConcurrency === undefined)
          .map((it): Claim => ({ path: it.path, units: Math.max(1, unitsOf(app, it)) }));
        return users.length > 0 && totalOf(users) > accountConcurrency - reserved
          ? [
              {
                path: commonScope(users),
                problem:
                  `the functions in ${name} that reserve nothing need ${totalOf(users)} units of concurrency ` +
                  `(${listOf(users)}), but of the account's ${accountConcurrency} only ${accountConcurrency - reserved} stay unreserved`,
                fix: 'lower a reserved or maximum concurrency, or raise the quota and accountConcurrency in .projenrc.ts',
              },
            ]
          : [];
      }),
  };
}
