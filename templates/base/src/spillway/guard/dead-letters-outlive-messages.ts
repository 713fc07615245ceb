import type { Rule } from './rule';

/**
 * A dead-letter queue must keep messages longer than their own queue does: SQS counts the age from the first send
 * (SQSDeveloperGuide/setting-up-dead-letter-queue-retention.html).
 */
export const deadLettersOutliveMessages: Rule = (app) =>
  app.queues.flatMap(({ path, retentionSeconds, deadLetterQueue }) =>
    deadLetterQueue && deadLetterQueue.retentionSeconds <= retentionSeconds
      ? [
          `${deadLetterQueue.path}: retention ${deadLetterQueue.retentionSeconds} s is not over the ${retentionSeconds} s of ` +
            `${path}; raise retentionPeriod, best to 14 days`,
        ]
      : [],
  );
