import type { Rule } from './rule';
import { workedOffQueues } from './synthesized-app';

/** Nobody looks into a dead-letter queue by chance: without an alarm on it, its messages expire unseen. */
export const noDeadLetterAlarm: Rule = {
  id: 'no-dead-letter-alarm',
  check: (app) => {
    const deadLetterQueues = workedOffQueues(app).flatMap(({ deadLetterQueue }) => deadLetterQueue ?? []);
    const unwatched = deadLetterQueues.filter(({ hasDepthAlarm }) => !hasDepthAlarm).map(({ path }) => path);
    return [...new Set(unwatched)].map((path) => ({
      path,
      problem: 'no alarm looks at the messages in this dead-letter queue',
      fix: 'add an alarm on its metricApproximateNumberOfMessagesVisible()',
    }));
  },
};
