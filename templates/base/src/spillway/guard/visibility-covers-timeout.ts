import type { Rule } from './rule';

/** Lambda advises six times the function's timeout, plus the batching window (lambda/latest/dg/services-sqs-configure.html). */
const timeoutFactor = 6;

/** A message must stay hidden while Lambda may still hold it, or it is handled twice. */
export const visibilityCoversTimeout: Rule = (app) =>
  app.eventSources.flatMap(({ queue, function: handler, batchingWindowSeconds }) => {
    const required = timeoutFactor * handler.timeoutSeconds + batchingWindowSeconds;
    return queue.visibilityTimeoutSeconds < required
      ? [
          `${queue.path}: visibility timeout ${queue.visibilityTimeoutSeconds} s is under ${timeoutFactor} x the function's ` +
            `timeout plus the batching window (${required} s); raise visibilityTimeout to ${required} s`,
        ]
      : [];
  });
