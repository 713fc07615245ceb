import { queueSourcesOf } from './claims';
import type { Rule } from './rule';

/**
 * A function that neither a reservation nor a queue's maximum bounds can take all the concurrency that the account has left,
 * from the workers of this service too when they only cap (lambda/latest/dg/lambda-concurrency.html).
 *
 * Functions of custom resources are only named: a deployment invokes them a few times, and the CDK rarely lets anyone
 * reserve something for them.
 */
export const unreservedFunction: Rule = {
  id: 'unreserved-function',
  check: (app) =>
    app.functions
      .filter((handler) => handler.reservedConcurrency === undefined && queueSourcesOf(app, handler).length === 0)
      .map(({ path, servesDeployments }) =>
        servesDeployments
          ? {
              path,
              problem: 'this function of a custom resource reserves nothing: deployments take from the unreserved pool',
              fix: 'nothing, as long as the account has room; acknowledge it to keep the synth silent',
              severity: 'warning',
            }
          : {
              path,
              problem: 'nothing bounds this function: it can take all the concurrency that the account has left',
              fix:
                'set reservedConcurrentExecutions, and raise both "concurrencyBudget" and "ownFunctionsConcurrency" in ' +
                '.projenrc.ts by as much; or acknowledge it and say what bounds its callers',
            },
      ),
};
