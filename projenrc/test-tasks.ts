import type { cdk } from 'projen';

/** Adds what checks the generator and regenerates what it commits. */
export function addTestTasks(project: cdk.JsiiProject): void {
  project.testTask.prependExec('tsc --noEmit -p test/tsconfig.json');
  project.testTask.exec('vitest run', { receiveArgs: true });

  const examples = project.addTask('examples', {
    description: 'Writes generated-examples/ anew',
    exec: 'tsx test/examples/write-examples.ts',
  });
  const schema = project.addTask('schema', {
    description: 'Writes docs/answers.schema.json anew',
    exec: 'tsx test/spec/write-schema.ts',
  });
  project.addTask('regenerate', {
    description: 'Writes everything that is generated and committed anew',
    steps: [
      { spawn: 'default' },
      { spawn: 'compile' },
      { spawn: 'docgen' },
      { spawn: schema.name },
      { spawn: examples.name },
    ],
  });
  project.addTask('e2e', {
    description: 'Packs Spillway, writes projects with it as a user would, and installs and builds them',
    steps: [{ spawn: 'compile' }, { exec: 'vitest run --config vitest.e2e.config.ts', receiveArgs: true }],
  });
  project.addTask('conservation', {
    description:
      'Sends 100,000 messages to a service whose handler fails in every way, and looks where each of them ended',
    steps: [{ exec: 'tsx test/conservation/main.ts', receiveArgs: true }],
  });
  project.addTask('bench', {
    description: 'Compares times and sizes with those of projen and the CDK, and a local run with its SQS, as ratios',
    steps: [{ spawn: 'compile' }, { exec: 'tsx test/bench/bench.ts', receiveArgs: true }],
  });
}
