import type { ReceivedMessage } from './message-queue';

interface BatchResponse {
  readonly batchItemFailures?: readonly { readonly itemIdentifier?: unknown }[] | null;
}

/**
 * The messages of a batch that a partial batch response does not name as failed; they are deleted. A response that names
 * what is no message of the batch fails all of it, and so does one that names nothing where a name should be.
 *
 * @see https://docs.aws.amazon.com/lambda/latest/dg/services-sqs-errorhandling.html
 */
export function handledMessages(batch: readonly ReceivedMessage[], response: unknown): readonly ReceivedMessage[] {
  const { batchItemFailures } = (response ?? {}) as BatchResponse;
  if (!Array.isArray(batchItemFailures)) {
    return batch;
  }
  const failed = new Set(
    batchItemFailures.map((failure: { itemIdentifier?: unknown } | null) => failure?.itemIdentifier),
  );
  const ids = new Set<unknown>(batch.map(({ MessageId }) => MessageId));
  return [...failed].every((id) => ids.has(id)) ? batch.filter(({ MessageId }) => !failed.has(MessageId)) : [];
}
