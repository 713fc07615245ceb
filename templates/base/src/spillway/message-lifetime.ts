/** Days a message waits in its queue before SQS drops it: the SQS default. */
export const queueRetentionDays = 4;

/**
 * Days a message stays in the dead-letter queue: the SQS maximum. SQS counts from the moment the message was first
 * sent, so a retention as short as the queue's own would lose late failures early
 * (SQSDeveloperGuide/setting-up-dead-letter-queue-retention.html).
 */
export const deadLetterRetentionDays = 14;

/**
 * Days for which a message that was handled is recognized when it comes again. A copy can fail its way into the dead-letter
 * queue, wait there as long as that keeps it, and after a redrive wait in its queue once more.
 */
export const duplicateDays = deadLetterRetentionDays + queueRetentionDays;
