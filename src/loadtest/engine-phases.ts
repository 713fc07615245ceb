import type { LoadPhase } from '../plan/load-profile';

/**
 * A phase in the words of Artillery, for one of several machines that share its rate. Artillery divides the rate among its
 * threads, which fails for parts of a message: a steady phase is then told how many messages it has, and at least one, as it
 * would be left out otherwise.
 */
export function enginePhase(
  { name, durationSeconds: duration, startRatePerSecond, endRatePerSecond }: LoadPhase,
  machines = 1,
): object {
  const [start, end] = [startRatePerSecond / machines, endRatePerSecond / machines];
  if (start !== end) {
    return { name, duration, arrivalRate: start, rampTo: end };
  }
  return Number.isInteger(start)
    ? { name, duration, arrivalRate: start }
    : { name, duration, arrivalCount: Math.max(1, Math.round(start * duration)) };
}
