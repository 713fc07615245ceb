import { eventSourceQuotas } from '../spec/aws-quotas';

/** How an event source adds concurrent batches while messages wait in its queue. */
export interface Ramp {
  /** Concurrent batches at the beginning. */
  readonly start: number;
  /** Concurrent batches added each minute. */
  readonly perMinute: number;
  /** Concurrent batches at most. */
  readonly ceiling: number;
  /** Messages that one concurrent batch finishes each second. */
  readonly ratePerUnit: number;
}

/**
 * The ramp of an event source that Lambda scales by itself: from 5 concurrent batches, 300 more each minute, to 1,250.
 * Source: `eventSourceQuotas`.
 *
 * @param maximumConcurrency what caps it before the ceiling does
 * @param ratePerUnit messages that one concurrent batch finishes each second
 */
export function rampOf(maximumConcurrency: number, ratePerUnit: number): Ramp {
  const { rampStart, rampPerMinute, rampCeiling } = eventSourceQuotas;
  const ceiling = Math.min(maximumConcurrency, rampCeiling.value);
  return { start: Math.min(rampStart.value, ceiling), perMinute: rampPerMinute.value, ceiling, ratePerUnit };
}

/** Concurrent batches that the event source runs so long after messages began to wait. */
export function concurrencyAt(ramp: Ramp, seconds: number): number {
  return Math.min(ramp.ceiling, ramp.start + perSecond(ramp) * seconds);
}

/** Seconds until the event source runs so many batches at once; infinite above its ceiling. */
export function secondsToReach(ramp: Ramp, concurrency: number): number {
  if (concurrency > ramp.ceiling) {
    return Infinity;
  }
  return Math.max(0, (concurrency - ramp.start) / perSecond(ramp));
}

/** Messages that the event source can finish in its first seconds, if enough of them wait. */
export function capacityUntil(ramp: Ramp, seconds: number): number {
  const rising = Math.min(seconds, secondsToReach(ramp, ramp.ceiling));
  const unitSeconds = rising * (ramp.start + (perSecond(ramp) * rising) / 2) + ramp.ceiling * (seconds - rising);
  return unitSeconds * ramp.ratePerUnit;
}

/** Seconds in which the event source can finish so many messages from its start: the inverse of `capacityUntil`. */
export function secondsToFinish(ramp: Ramp, messages: number): number {
  const full = secondsToReach(ramp, ramp.ceiling);
  const whileRising = capacityUntil(ramp, full);
  if (messages >= whileRising) {
    return full + (messages - whileRising) / (ramp.ceiling * ramp.ratePerUnit);
  }
  const slope = perSecond(ramp);
  const unitSeconds = messages / ramp.ratePerUnit;
  return (Math.sqrt(ramp.start ** 2 + 2 * slope * unitSeconds) - ramp.start) / slope;
}

/**
 * Messages that wait so long after they began to arrive at a constant rate into an empty queue. An event source only ever
 * gets faster, so what has arrived less what it could finish is the backlog, until that is nothing.
 */
export function backlogAt(ramp: Ramp, arrivalRatePerSecond: number, seconds: number): number {
  return Math.max(0, arrivalRatePerSecond * seconds - capacityUntil(ramp, seconds));
}

/** Seconds until an event source that has been running for `seconds` works `messages` off, if no more arrive. */
export function drainSeconds(ramp: Ramp, seconds: number, messages: number): number {
  return secondsToFinish(ramp, capacityUntil(ramp, seconds) + messages) - seconds;
}

function perSecond({ perMinute }: Ramp): number {
  return perMinute / 60;
}
