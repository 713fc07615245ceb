/** All at once: the concurrency plan counts a whole batch of calls in flight for each unit. */
export const processInParallel = true;

/** The messages of a batch share one logger, so an id that one of them left there would mark the lines of the others. */
export async function withMessageId(_sqsMessageId: string, handle: () => Promise<void>): Promise<void> {
  await handle();
}
