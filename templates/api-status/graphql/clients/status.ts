import type { WorkerName } from '../src/spillway/concurrency';
import type { Status } from '../src/spillway/runtime/status-store';
import { statusField } from '../src/spillway/status-field-names';
import type { GraphqlClient } from './graphql-client';

export interface MessageStatus {
  readonly status: Status;
  /** What the handler returned, as JSON text; only once it has succeeded. */
  readonly result: string | null;
}

/** A message that went to the dead-letter queue. A redrive can still make it succeed. */
export class MessageFailedError extends Error {
  constructor(readonly id: string) {
    super(`message ${id} failed on its last receive`);
    this.name = 'MessageFailedError';
  }
}

/** Looks at a message of the caller's own; undefined while it is not picked up yet. */
export async function statusOf(
  client: GraphqlClient,
  worker: WorkerName,
  id: string,
): Promise<MessageStatus | undefined> {
  const document = `query ($id: ID!) { message: ${statusField(worker)}(id: $id) { status result } }`;
  const { message } = await client.execute<{ message: MessageStatus | null }>(document, { id });
  return message ?? undefined;
}

/**
 * What a status says about the end.
 *
 * @returns what the handler returned, in `result`; undefined while the message is under way
 * @throws MessageFailedError when it has failed for good
 */
export function outcomeOf(id: string, message: MessageStatus | undefined): { readonly result: unknown } | undefined {
  if (message?.status === 'FAILED') {
    throw new MessageFailedError(id);
  }
  return message?.status === 'SUCCEEDED' ? { result: JSON.parse(message.result ?? 'null') as unknown } : undefined;
}
