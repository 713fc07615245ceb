import type { Rule } from './rule';

/** Without a dead-letter queue, a message that always fails comes back until it expires, and then is lost. */
export const workerHasDeadLetterQueue: Rule = (app) =>
  app.eventSources
    .filter(({ queue }) => !queue.hasDeadLetterQueue)
    .map(
      ({ queue }) => `${queue.path}: a function reads this queue, but it has no dead-letter queue; set deadLetterQueue`,
    );
