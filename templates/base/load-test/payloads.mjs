import { readFileSync } from 'node:fs';

/**
 * Picks payloads of a worker at random, from `payloads/<worker>.json`.
 *
 * @param {string} worker
 * @returns {() => Record<string, unknown>}
 * @throws Error when the file is no list of objects
 */
export function payloadsOf(worker) {
  const file = new URL(`payloads/${worker}.json`, import.meta.url);
  const payloads = JSON.parse(readFileSync(file, 'utf8'));
  const isObject = (value) => typeof value === 'object' && value !== null && !Array.isArray(value);
  if (!Array.isArray(payloads) || payloads.length === 0 || !payloads.every(isObject)) {
    throw new Error(`load-test/payloads/${worker}.json is not a list of JSON objects; give it one payload or more`);
  }
  return () => payloads[Math.floor(Math.random() * payloads.length)];
}
