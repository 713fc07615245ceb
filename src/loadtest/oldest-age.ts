/** A queue at one moment, with all that ever came into it. */
export interface QueueMoment {
  /** Milliseconds since 1970. */
  readonly time: number;
  readonly waiting: number;
  /** Messages that had come into the queue by then, since any one moment. */
  readonly arrived: number;
}

/**
 * Seconds that the oldest message waited at most, as far as moments tell. The queue counts as first in, first out: the
 * message that has waited longest is the one that came in as many messages ago as wait.
 */
export function oldestAgeSeconds(moments: readonly QueueMoment[]): number {
  let arrival = 0;
  let longestMs = 0;
  for (const { time, waiting, arrived } of moments) {
    if (waiting > 0) {
      const before = arrived - waiting;
      while (moments[arrival]!.arrived <= before && moments[arrival + 1] !== undefined) {
        arrival += 1;
      }
      longestMs = Math.max(longestMs, time - arrivalTime(moments, arrival, before));
    }
  }
  return longestMs / 1000;
}

/** Between two moments, messages are taken to come evenly. */
function arrivalTime(moments: readonly QueueMoment[], index: number, before: number): number {
  const [earlier, later] = [moments[index - 1], moments[index]!];
  if (!earlier || later.arrived <= earlier.arrived) {
    return later.time;
  }
  const part = (before - earlier.arrived) / (later.arrived - earlier.arrived);
  return earlier.time + Math.max(0, part) * (later.time - earlier.time);
}
