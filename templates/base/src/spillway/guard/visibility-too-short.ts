import type { Rule } from './rule';

/** Lambda advises six times the function's timeout, plus the batching window (lambda/latest/dg/services-sqs-configure.html). */
const timeoutFactor = 6;

/** A message must stay hidden while Lambda may still hold it, or it is handled twice. */
export const visibilityTooShort: Rule = {
  id: 'visibility-too-short',
  check: ({ eventSources }) =>
    eventSources.flatMap(({ queue, function: handler, batchingWindowSeconds }) => {
      const required = timeoutFactor * handler.timeoutSeconds + batchingWindowSeconds;
      return queue.visibilityTimeoutSeconds < required
        ? [
            {
              path: queue.path,
              problem:
                `visibility timeout ${queue.visibilityTimeoutSeconds} s is under ${timeoutFactor} x the function's ` +
                `timeout plus the batching window (${required} s)`,
              fix: `raise visibilityTimeout to ${required} s`,
            },
          ]
        : [];
    }),
};
