import type { Rule } from './rule';

/**
 * Something must bound what a queue may send a function at once. Pollers know nothing of a reservation: what they send in
 * excess is throttled, and messages reach the dead-letter queue although the function never saw them
 * (lambda/latest/dg/services-sqs-scaling.html, services-sqs-errorhandling.html). Without a reservation, the function takes
 * all the concurrency that the account has left.
 */
export const noMaximumConcurrency: Rule = {
  id: 'no-maximum-concurrency',
  check: ({ eventSources }) =>
    eventSources
      .filter(({ ceiling }) => ceiling === undefined)
      .map(({ path, function: { reservedConcurrency } }) =>
        reservedConcurrency === undefined
          ? { path, problem: 'no maximum concurrency, and the function reserves nothing', fix: 'set maxConcurrency' }
          : {
              path,
              problem: `no maximum concurrency, but the function reserves ${reservedConcurrency}`,
              fix: `set maxConcurrency to ${reservedConcurrency} or less`,
            },
      ),
};
