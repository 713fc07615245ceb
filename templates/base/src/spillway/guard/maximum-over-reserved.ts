import { maximumFromQueues } from './claims';
import type { Rule } from './rule';

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
      return maximum > reserved
        ? [
            {
              path,
              problem: `the queues send up to ${maximum} batches at once, over the reserved concurrency ${reserved}`,
              fix:
                `lower maxConcurrency to ${reserved} over all queues (with provisioned mode, maximumPollers to a tenth of it), ` +
                `or raise reservedConcurrentExecutions to ${maximum}`,
            },
          ]
        : [];
    }),
};
