import { readFileSync } from 'node:fs';

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
 * The contents of a PEM file that a variable names.
 *
 * @param {string} name without its prefix
 */
export function pemOf(name) {
  const file = setting(name);
  return file === undefined ? undefined : readFileSync(file, 'utf8');
}
