const source = 'https://docs.aws.amazon.com/lambda/latest/dg/services-sqs-scaling.html';

/** How an event source mapping of a standard queue scales. */
export const scaling = {
  /** Batches at once with which it begins, and to which it returns when the queue is empty. */
  initial: { value: 5, unit: 'concurrent batches', source },
  /** By which it grows as long as messages wait. */
  growth: { value: 300, unit: 'concurrent batches per minute', source },
  /** Where it ends, whatever the account has. */
  limit: { value: 1250, unit: 'concurrent batches', source },
} as const;

/** Milliseconds in which one batch at once is added. */
export const growthIntervalMs = 60_000 / scaling.growth.value;
