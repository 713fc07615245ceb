import type { awscdk } from 'projen';

/** Adds what package.json's scripts run. `build` checks everything that can be checked without an AWS account. */
export function addServiceTasks(project: awscdk.AwsCdkTypeScriptApp): void {
  project.compileTask.reset('tsc --noEmit');
  project.testTask.reset('vitest run', { receiveArgs: true });
  project.removeTask('watch');
  project.removeTask('bundle');
  project.addTask('redrive', {
    description: 'Moves the messages of a worker from its dead-letter queue back to its queue',
    exec: 'tsx scripts/redrive.ts',
    receiveArgs: true,
  });
}
