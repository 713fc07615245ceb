import { setTimeout as sleep } from 'node:timers/promises';
import { readsPerMessage } from './service.mjs';
import { statusOf } from './status.mjs';

/** ms after which a message is followed no longer. */
const patienceMs = 60_000;
const firstPauseMs = 250;
const longestPauseMs = 5_000;
/** Reads that are free: a short test has too few messages to pay for any. */
const firstReads = 20;

let followed = 0;
let reads = 0;

/**
 * Polls, with pauses twice as long each time, until a message is done. All polls together stay below a share of what is
 * sent, or reading would use up the throttle of the messages.
 *
 * @param {{ target: URL, worker: { name: string }, id: string }} message one of fifty
 * @returns {Promise<boolean>} whether it succeeded in time
 */
export async function followMessage(message) {
  followed += 1;
  const deadline = performance.now() + patienceMs;
  for (let pause = firstPauseMs; performance.now() < deadline; pause = Math.min(2 * pause, longestPauseMs)) {
    await sleep(pause);
    if (reads >= firstReads + readsPerMessage * 50 * followed) {
      continue;
    }
    reads += 1;
    const status = await statusOf(message).catch(() => undefined);
    if (status === 'SUCCEEDED' || status === 'FAILED') {
      return status === 'SUCCEEDED';
    }
  }
  return false;
}
