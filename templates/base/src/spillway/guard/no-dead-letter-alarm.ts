import type { Rule } from './rule';
import { workedOffQueues } from './synthesized-app';

/**
 * Nobody looks into a dead-letter queue by chance: without an alarm on it, its messages expire unseen. One that is imported may
 * have an alarm, and keep messages long enough, but nothing here can tell.
 */
export const noDeadLetterAlarm: Rule = {
  id: 'no-dead-letter-alarm',
  check: (app) => {
    const queues = workedOffQueues(app);
    const unwatched = queues.flatMap(({ deadLetterQueue: it }) => (it && !it.hasDepthAlarm ? it.path : []));
    const elsewhere = queues.filter((it) => it.hasDeadLetterQueue && !it.deadLetterQueue);
    return [
      ...[...new Set(unwatched)].map((path) => ({
        path,
        problem: 'no alarm looks at the messages in this dead-letter queue',
        fix: 'add an alarm on its metricApproximateNumberOfMessagesVisible()',
      })),
      ...elsewhere.map(({ path }) => ({
        path,
        problem:
          'the dead-letter queue of this queue is not in this app, so its alarm and its retention cannot be checked',
        fix: 'give it a dead-letter queue of this app, or acknowledge it and say where its alarm and its retention stand',
      })),
    ];
  },
};
