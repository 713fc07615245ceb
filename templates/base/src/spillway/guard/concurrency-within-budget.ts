import type { Rule } from './rule';
import type { SynthesizedApp, SynthesizedFunction } from './synthesized-app';

/**
 * All functions of the app in one account and Region together may take no more than the budget: stages of other accounts or
 * Regions take from another pool. Stacks that name no environment count as one, since nothing tells where they go.
 *
 * A function takes what is reserved for it. Without a reservation it takes what its queues may send it at once.
 *
 * @param budget units of concurrency
 */
export function concurrencyWithinBudget(budget: number): Rule {
  return (app) => {
    const environments = new Set(app.functions.map(({ environment }) => environment));
    return [...environments].flatMap((environment) => overBudget(app, environment, budget));
  };
}

function overBudget(app: SynthesizedApp, environment: string, budget: number): string[] {
  const claims = app.functions
    .filter((it) => it.environment === environment)
    .map((it) => ({ path: it.path, units: claimedUnits(app, it) }))
    .filter((it) => it.units);
  const total = claims.reduce((sum, claim) => sum + claim.units, 0);
  if (!(total > budget)) {
    return [];
  }
  const list = claims.map((claim) => `${claim.path} ${claim.units}`).join(', ');
  return [
    `the functions in ${environment} take ${total} units of concurrency (${list}), over the budget of ${budget}; ` +
      'lower a reserved concurrency, or raise concurrencyBudget in .projenrc.ts',
  ];
}

function claimedUnits(app: SynthesizedApp, handler: SynthesizedFunction): number {
  const sources = app.eventSources.filter((source) => source.function === handler);
  return handler.reservedConcurrency ?? sources.reduce((sum, source) => sum + (source.maximumConcurrency ?? 0), 0);
}
