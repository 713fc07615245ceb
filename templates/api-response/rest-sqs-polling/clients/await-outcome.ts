import type { WorkerName } from '../src/spillway/concurrency';
import { type ApiConnection, type ApiRequest, UnexpectedAnswerError } from './api-connection';
import { pauseAfter } from './backoff';

/** What the API tells about a message. */
export interface MessageStatus {
  readonly id: string;
  readonly status: 'PROCESSING' | 'RETRYING' | 'FAILED' | 'SUCCEEDED';
  /** When the status changed last, in ISO 8601. */
  readonly updatedAt: string;
  /** What the worker returned; only when it succeeded. */
  readonly result?: unknown;
}

export interface PollOptions {
  /** ms after which to give up. A message that fails is tried again only after its visibility timeout: allow for it. */
  readonly timeoutMs?: number;
  /** ms of the longest pause after the first poll. */
  readonly firstPauseMs?: number;
}

/**
 * Polls, with growing pauses, until a message succeeded or failed for good.
 *
 * @throws Error when the time is up
 */
export async function awaitOutcome(
  api: ApiConnection,
  message: { readonly worker: WorkerName; readonly id: string },
  { timeoutMs = 60_000, firstPauseMs = 500 }: PollOptions = {},
): Promise<MessageStatus> {
  const deadline = Date.now() + timeoutMs;
  for (let polls = 1; ; polls += 1) {
    const seen = await getStatus(api, message);
    if (seen?.status === 'SUCCEEDED' || seen?.status === 'FAILED') {
      return seen;
    }
    if (Date.now() >= deadline) {
      throw new Error(`message ${message.id} is ${seen?.status ?? 'not picked up'} after ${timeoutMs} ms`);
    }
    await pauseAfter(polls, firstPauseMs);
  }
}

/** The status of a message; undefined as long as no worker has picked it up. */
export async function getStatus(
  api: ApiConnection,
  { worker, id }: { readonly worker: WorkerName; readonly id: string },
): Promise<MessageStatus | undefined> {
  const request: ApiRequest = { method: 'GET', url: new URL(`${worker}/${encodeURIComponent(id)}`, api.url) };
  const answer = await api.send(request);
  if (answer.status === 404) {
    return undefined;
  }
  if (answer.status !== 200) {
    throw new UnexpectedAnswerError(request, answer);
  }
  return JSON.parse(answer.body) as MessageStatus;
}
