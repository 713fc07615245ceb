import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    dir: 'test/e2e',
    globalSetup: './test/e2e/pack-spillway.ts',
    // real installations, one at a time: they share the machine's cores and npm's cache
    fileParallelism: false,
    testTimeout: 900_000,
    hookTimeout: 900_000,
    reporters: ['verbose', './test/closing-line-reporter.ts'],
  },
});
