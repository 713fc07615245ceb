import { expect, test } from 'vitest';
import { parseRedriveOptions } from '../../scripts/redrive-options';
import { workers } from '../../src/spillway/concurrency';

const [workerName = ''] = Object.keys(workers);

test('takes the rate that the worker can sustain, within the limit of SQS', () => {
  const { maxPerSecond, dryRun } = parseRedriveOptions([workerName]);
  expect(maxPerSecond).toBeGreaterThanOrEqual(1);
  expect(maxPerSecond).toBeLessThanOrEqual(500);
  expect(dryRun).toBe(false);
});

test('takes options after the separator of a package manager', () => {
  const args = ['--', workerName, '--max-per-second', '7', '--dry-run'];
  expect(parseRedriveOptions(args)).toEqual({ workerName, maxPerSecond: 7, dryRun: true });
});

test.each([[['no-such-worker']], [[]], [[workerName, 'another']], [[workerName, '--max-per-second', '501']]])(
  'refuses %j',
  (args) => {
    expect(() => parseRedriveOptions(args)).toThrow();
  },
);
