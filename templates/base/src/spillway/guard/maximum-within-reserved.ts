import type { Rule } from './rule';

/**
 * Something must bound what queues may send a function at once, or it takes all the concurrency that the account has left.
 *
 * The queues of a function may not send it more at once than is reserved for it. Pollers know nothing of a reservation:
 * what they send in excess is throttled, and messages reach the dead-letter queue although the function never saw them
 * (lambda/latest/dg/services-sqs-scaling.html, services-sqs-errorhandling.html).
 */
export const maximumWithinReserved: Rule = (app) =>
  app.functions.flatMap((handler) => {
    const sources = app.eventSources.filter((source) => source.function === handler);
    const reserved = handler.reservedConcurrency;
    const unlimited = sources.find((source) => source.maximumConcurrency === undefined);
    if (reserved === undefined) {
      return unlimited
        ? [`${unlimited.path}: no maximum concurrency, and the function reserves nothing; set maxConcurrency`]
        : [];
    }
    if (unlimited) {
      return [
        `${unlimited.path}: no maximum concurrency, but the function reserves ${reserved}; set maxConcurrency to ${reserved} or less`,
      ];
    }
    const maximum = sources.reduce((sum, source) => sum + (source.maximumConcurrency ?? 0), 0);
    return maximum > reserved
      ? [
          `${handler.path}: maximum concurrency ${maximum} is over the reserved concurrency ${reserved}; ` +
            `lower maxConcurrency to ${reserved} or raise reservedConcurrentExecutions to ${maximum}`,
        ]
      : [];
  });
