import { openSync, writeSync } from 'node:fs';
import { setting } from './settings.mjs';

/**
 * Counts what becomes of messages, for the report of `spillway loadtest`: each counter once for all workers and once by worker.
 *
 * @typedef {{ emit: (kind: 'counter' | 'histogram', name: string, value: number) => void }} Metrics
 */

const ledgerFile = setting('LEDGER');
// opened for appending, so that several senders can share it
const ledger = ledgerFile === undefined ? undefined : openSync(ledgerFile, 'a', 0o600);

/**
 * @param {Metrics} metrics
 * @param {'sent' | 'accepted' | 'refused' | 'failed' | 'completed' | 'unfinished'} outcome
 * @param {string} worker
 */
export function count(metrics, outcome, worker) {
  metrics.emit('counter', `spillway.${outcome}`, 1);
  metrics.emit('counter', `spillway.${outcome}.${worker}`, 1);
}

/**
 * A message is in its queue.
 *
 * @param {Metrics} metrics
 * @param {{ worker: string, id: string, sentAt: number }} message `sentAt` on the clock of `performance`
 */
export function countAccepted(metrics, { worker, id, sentAt }) {
  metrics.emit('histogram', 'spillway.acceptance_ms', performance.now() - sentAt);
  count(metrics, 'accepted', worker);
  if (ledger !== undefined) {
    writeSync(ledger, `${Date.now()} ${worker} ${id}\n`);
  }
}

/**
 * The caller has learnt that a message is done.
 *
 * @param {Metrics} metrics
 * @param {{ worker: string, sentAt: number }} message
 */
export function countCompleted(metrics, { worker, sentAt }) {
  metrics.emit('histogram', 'spillway.completion_ms', performance.now() - sentAt);
  count(metrics, 'completed', worker);
}
