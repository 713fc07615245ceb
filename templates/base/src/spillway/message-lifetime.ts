/** Days a message waits in its queue before SQS drops it: the SQS default. Also how long a duplicate is recognized. */
export const queueRetentionDays = 4;

/**
 * Days a message stays in the dead-letter queue: the SQS maximum. SQS counts from the moment the message was first
 * sent, so a retention as short as the queue's own would lose late failures early
 * (SQSDeveloperGuide/setting-up-dead-letter-queue-retention.html).
 */
export const deadLetterRetentionDays = 14;
