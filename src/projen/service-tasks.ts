import type { AwsCdkTypeScriptApp } from 'projen/lib/awscdk';

const pathWithLocalPrograms =
  "require('node:path').resolve('node_modules/.bin') + require('node:path').delimiter + process.env.PATH";

/** Adds what package.json's scripts run. `build` checks everything that can be checked without an AWS account. */
export function addServiceTasks(project: AwsCdkTypeScriptApp): void {
  // projen would ask npx for this path, which takes half a second for each task
  project.tasks.addEnvironment('PATH', `$(node --print "${pathWithLocalPrograms}")`);
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
