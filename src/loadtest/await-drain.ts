import { setTimeout as wait } from 'node:timers/promises';
import type { LoadTarget, QueueState } from './load-target';
import type { LoadPrediction } from '../plan/load-profile';

export interface DrainOptions {
  /** Milliseconds after which nobody waits any longer. */
  readonly patienceMs: number;
  /** Milliseconds between two looks. */
  readonly intervalMs: number;
  readonly onLook?: (queues: readonly QueueState[]) => void;
  readonly signal: AbortSignal;
}

/** Looks in a row that must find the queues empty: on AWS, the numbers are approximate, and counters come a little later. */
const looks = 3;
/** A prediction that is exceeded so many times is wrong, and its mark is missed long before. */
const patienceFactor = 3;
const leastPatienceMs = 60_000;

/** How long to wait for queues that the plan expects to be empty sooner. */
export function drainPatienceMs({ workers }: LoadPrediction): number {
  const predicted = Math.max(...workers.map(({ drainSeconds }) => drainSeconds));
  return Math.max(leastPatienceMs, patienceFactor * predicted * 1000);
}

/** Waits until no queue holds a message, or patience is over. */
export async function awaitDrain(
  target: Pick<LoadTarget, 'queues'>,
  { patienceMs, intervalMs, onLook, signal }: DrainOptions,
): Promise<void> {
  const deadline = performance.now() + patienceMs;
  let empty = 0;
  while (empty < looks && performance.now() < deadline) {
    await wait(intervalMs, undefined, { signal });
    const queues = await target.queues();
    onLook?.(queues);
    empty = queues.every(({ waiting, inFlight }) => waiting + inFlight === 0) ? empty + 1 : 0;
  }
}
