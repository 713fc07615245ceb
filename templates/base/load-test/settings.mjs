import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { fileURLToPath } from 'node:url';

/** This folder, on whatever machine it is. */
const folder = fileURLToPath(new URL('.', import.meta.url));

/**
 * A variable that `spillway loadtest` sets.
 *
 * @param {string} name without its prefix
 */
export function setting(name) {
  return process.env[`SPILLWAY_LOADTEST_${name}`] || undefined;
}

/**
 * Where messages go.
 *
 * @returns {URL}
 * @throws Error when nothing says it
 */
export function targetUrl() {
  const target = setting('TARGET');
  if (!target) {
    throw new Error('SPILLWAY_LOADTEST_TARGET is not set; start the load test with "spillway loadtest"');
  }
  return new URL(target.includes('://') ? target : `https://${target}`);
}

/**
 * The contents of a PEM file that a variable names, from this folder on.
 *
 * @param {string} name without its prefix
 */
export function pemOf(name) {
  const file = setting(name);
  return file === undefined ? undefined : readFileSync(resolve(folder, file), 'utf8');
}
