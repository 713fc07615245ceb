import type { Rule } from './rule';

/** Most messages of a batch that Lambda takes without waiting for more, and from a FIFO queue at all. */
const largestBatch = 10;

/**
 * A larger batch needs a standard queue and a batching window of a second or more; Lambda refuses it otherwise, at the
 * deployment (lambda/latest/api/API_CreateEventSourceMapping.html).
 */
export const batchOverTen: Rule = {
  id: 'batch-over-ten',
  check: ({ eventSources }) =>
    eventSources
      .filter(({ batchSize }) => batchSize > largestBatch)
      .flatMap(({ path, batchSize, batchingWindowSeconds, queue }) => {
        if (queue.isFifo) {
          const problem = `batch size ${batchSize} is over the ${largestBatch} that a FIFO queue can have`;
          return [{ path, problem, fix: `lower batchSize to ${largestBatch}` }];
        }
        const problem = `batch size ${batchSize} is over ${largestBatch}, which needs a batching window`;
        const fix = `set maxBatchingWindow to a second or more, or lower batchSize to ${largestBatch}`;
        return batchingWindowSeconds < 1 ? [{ path, problem, fix }] : [];
      }),
};
