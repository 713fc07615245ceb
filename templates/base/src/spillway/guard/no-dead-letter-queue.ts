import type { Rule } from './rule';
import { workedOffQueues } from './synthesized-app';

/** Without a dead-letter queue, a message that always fails comes back until it expires, and then is lost. */
export const noDeadLetterQueue: Rule = {
  id: 'no-dead-letter-queue',
  check: (app) =>
    workedOffQueues(app)
      .filter(({ hasDeadLetterQueue }) => !hasDeadLetterQueue)
      .map(({ path }) => ({
        path,
        problem: 'a function reads this queue, but it has no dead-letter queue',
        fix: 'set deadLetterQueue',
      })),
};
