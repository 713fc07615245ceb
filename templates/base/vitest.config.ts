import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['test/**/*.test.ts'],
    setupFiles: ['test/support/environment.ts'],
    // The template validator of the CDK takes seconds per process; `synth` runs it.
    env: { CDK_VALIDATION: 'false' },
    // The CDK is loaded once per process instead of once per file.
    isolate: false,
    maxWorkers: 2,
    restoreMocks: true,
  },
});
