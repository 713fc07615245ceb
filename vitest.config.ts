import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    dir: 'test',
    exclude: ['**/e2e/**'],
    // synthesizing an example on a busy machine with two cores takes a while
    testTimeout: 120_000,
    // by default, one core would be left to whoever waits for the tests
    maxWorkers: '100%',
    hookTimeout: 120_000,
    reporters: ['default', './test/closing-line-reporter.ts'],
  },
});
