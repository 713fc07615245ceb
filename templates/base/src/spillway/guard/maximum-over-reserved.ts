import { maximumFromQueues, queueSourcesOf, sumOf } from './claims';
import { concurrencyPerPoller, leastMaximumConcurrency, leastMaximumPollers } from './lambda-limits';
import type { Rule } from './rule';
import type { SynthesizedEventSource } from './synthesized-app';

/**
 * The queues of a function may together not send it more at once than is reserved for it: the excess is throttled, and
 * messages reach the dead-letter queue although the function never saw them (lambda/latest/dg/services-sqs-scaling.html,
 * services-sqs-errorhandling.html). With provisioned mode, a queue sends what its most pollers can.
 */
export const maximumOverReserved: Rule = {
  id: 'maximum-over-reserved',
  check: (app) =>
    app.functions.flatMap((handler) => {
      const { path, reservedConcurrency: reserved = Infinity } = handler;
      const maximum = maximumFromQueues(app, handler);
      const least = sumOf(queueSourcesOf(app, handler).map(leastCeiling));
      return maximum > reserved
        ? [
            {
              path,
              problem: `the queues send up to ${maximum} batches at once, over the reserved concurrency ${reserved}`,
              fix: fixFor({ maximum, reserved, least }),
            },
          ]
        : [];
    }),
};

/** Lowest that the ceiling of an event source can be made; one without a ceiling counts nothing, as in the maximum. */
function leastCeiling({ ceiling, maximumConcurrency }: SynthesizedEventSource): number {
  if (ceiling === undefined) {
    return 0;
  }
  return maximumConcurrency === undefined ? leastMaximumPollers * concurrencyPerPoller : leastMaximumConcurrency;
}

/** @param units of concurrency: `least` is what the maximum of all queues can be lowered to */
function fixFor({ maximum, reserved, least }: Record<'maximum' | 'reserved' | 'least', number>): string {
  if (reserved >= least) {
    return (
      `lower maxConcurrency to ${reserved} over all queues (with provisioned mode, maximumPollers to a tenth of it), ` +
      `or raise reservedConcurrentExecutions to ${maximum}`
    );
  }
  return maximum <= least
    ? `raise reservedConcurrentExecutions to ${least}`
    : `raise reservedConcurrentExecutions to ${maximum}, or to ${least} and lower maxConcurrency to ${leastMaximumConcurrency}, ` +
        `the least that it can be for each queue (with provisioned mode, maximumPollers to ${leastMaximumPollers})`;
}
