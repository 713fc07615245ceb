import { ThrottledError } from '../lambda/local-function';
import { pause } from '../pause';

/** What can be invoked; a {@link ThrottledError} means that no unit was free. */
export interface Invocable {
  invoke(event: unknown): Promise<unknown>;
}

/** Milliseconds between two tries. AWS says only that the tries become fewer: first and longest pause are Spillway's choice. */
const pauses = { firstMs: 100, longestMs: 5000 };

/**
 * Invokes a function, and again as long as it is throttled: the messages stay where they are, hidden from other pollers.
 * Once their visibility timeout is over, they are dropped, and the queue counts one more receive although nothing ran.
 *
 * @param deadline when the visibility timeout ends, on the clock of `performance.now()`
 * @throws ThrottledError when it was still throttled then
 * @see https://docs.aws.amazon.com/lambda/latest/dg/services-sqs-errorhandling.html
 */
export async function invokeInPlace(
  target: Invocable,
  event: unknown,
  { deadline, signal }: { readonly deadline: number; readonly signal: AbortSignal },
): Promise<unknown> {
  for (let pauseMs = pauses.firstMs; ; pauseMs = Math.min(2 * pauseMs, pauses.longestMs)) {
    try {
      return await target.invoke(event);
    } catch (error) {
      const leftMs = deadline - performance.now();
      if (!(error instanceof ThrottledError) || leftMs <= 0 || signal.aborted) {
        throw error;
      }
      await pause(Math.min(pauseMs * (0.5 + Math.random() / 2), leftMs), signal);
    }
  }
}
