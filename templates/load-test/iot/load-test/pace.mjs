import { setTimeout as sleep } from 'node:timers/promises';

/** ms between two publishes of a connection: AWS IoT Core takes 100 a second (general/latest/gr/iot-core.html). */
const leastIntervalMs = 10;

/**
 * Keeps one connection within its limit.
 *
 * @returns {() => Promise<void>} resolves when the connection may publish again
 */
export function paceOf() {
  let free = 0;
  return async () => {
    const now = performance.now();
    const turn = Math.max(now, free);
    free = turn + leastIntervalMs;
    if (turn > now) {
      await sleep(turn - now);
    }
  };
}
