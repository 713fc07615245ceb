import type { Rule } from './rule';

/**
 * A dead-letter queue must keep messages longer than their own queue does: SQS counts the age from the first send, except in
 * FIFO queues (SQSDeveloperGuide/setting-up-dead-letter-queue-retention.html).
 */
export const deadLettersExpireFirst: Rule = {
  id: 'dead-letters-expire-first',
  check: ({ queues }) =>
    queues.flatMap(({ path, isFifo, retentionSeconds, deadLetterQueue }) =>
      deadLetterQueue && !isFifo && deadLetterQueue.retentionSeconds <= retentionSeconds
        ? [
            {
              path: deadLetterQueue.path,
              problem: `retention ${deadLetterQueue.retentionSeconds} s is not over the ${retentionSeconds} s of ${path}`,
              fix: 'raise retentionPeriod, best to 14 days',
            },
          ]
        : [],
    ),
};
