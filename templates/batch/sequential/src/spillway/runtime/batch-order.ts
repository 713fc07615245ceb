import { logger } from './telemetry';

/** One after the other: the concurrency plan counts one call in flight for each unit. */
export const processInParallel = false;

/** Whatever is logged meanwhile carries the message's id. */
export async function withMessageId(sqsMessageId: string, handle: () => Promise<void>): Promise<void> {
  logger.appendKeys({ sqsMessageId });
  try {
    await handle();
  } finally {
    logger.removeKeys(['sqsMessageId']);
  }
}
