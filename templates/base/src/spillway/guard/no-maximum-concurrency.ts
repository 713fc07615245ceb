import { leastMaximumConcurrency as least, mostMaximumConcurrency as most } from './lambda-limits';
import type { Finding, Rule } from './rule';
import type { SynthesizedEventSource } from './synthesized-app';

/**
 * Something must bound what a queue may send a function at once. Pollers know nothing of a reservation: what they send in
 * excess is throttled, and messages reach the dead-letter queue although the function never saw them
 * (lambda/latest/dg/services-sqs-scaling.html, services-sqs-errorhandling.html). Without a reservation, the function takes
 * all the concurrency that the account has left.
 */
export const noMaximumConcurrency: Rule = {
  id: 'no-maximum-concurrency',
  check: ({ eventSources }) => eventSources.filter(({ ceiling }) => ceiling === undefined).map(toFinding),
};

function toFinding({ path, function: { reservedConcurrency: reserved } }: SynthesizedEventSource): Finding {
  if (reserved === undefined) {
    return { path, problem: 'no maximum concurrency, and the function reserves nothing', fix: 'set maxConcurrency' };
  }
  if (Number.isNaN(reserved)) {
    return { path, problem: 'no maximum concurrency', fix: 'set maxConcurrency to what the function reserves or less' };
  }
  const problem = `no maximum concurrency, but the function reserves ${reserved}`;
  return reserved < least
    ? {
        path,
        problem,
        fix: `raise reservedConcurrentExecutions to ${least} and set maxConcurrency to ${least}, the least that it can be`,
      }
    : { path, problem, fix: `set maxConcurrency to ${Math.min(reserved, most)} or less` };
}
