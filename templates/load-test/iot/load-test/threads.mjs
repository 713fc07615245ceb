import { cpus } from 'node:os';

/**
 * The devices of this thread. Artillery starts a thread for each core but one, or as many as WORKERS says, and two
 * connections of one device would throw each other out.
 *
 * @template T
 * @param {readonly T[]} devices of all threads
 * @param {number} wanted as many as the load test takes; each thread has one in any case
 * @returns {readonly T[]}
 * @throws Error when there are not enough
 */
export function devicesOfThread(devices, wanted) {
  const threads = Number(process.env.WORKERS) || Math.max(1, cpus().length - 1);
  const thread = (Number(process.env.LOCAL_WORKER_ID) || 1) - 1;
  const own = devices
    .slice(0, Math.max(wanted, threads))
    .filter((_device, index) => index % threads === thread % threads);
  if (own.length === 0) {
    throw new Error(`${devices.length} devices are not enough for ${threads} threads; set WORKERS=${devices.length}`);
  }
  return own;
}
