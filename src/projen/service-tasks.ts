import type { awscdk } from 'projen';
import type { ServiceSpec } from '../spec/service-spec';

/** Adds what package.json's scripts run. `build` checks everything that can be checked without an AWS account. */
export function addServiceTasks(project: awscdk.AwsCdkTypeScriptApp, { api }: Pick<ServiceSpec, 'api'>): void {
  project.compileTask.reset('tsc --noEmit');
  if (api === 'graphql') {
    const lint = project.addTask('lint', {
      description: 'Finds what the runtime of AppSync would refuse in a resolver',
      exec: 'eslint src/resolvers',
    });
    project.compileTask.spawn(lint);
  }
  project.testTask.reset('vitest run', { receiveArgs: true });
  project.removeTask('watch');
  project.removeTask('bundle');
  project.addTask('redrive', {
    description: 'Moves the messages of a worker from its dead-letter queue back to its queue',
    exec: 'tsx scripts/redrive.ts',
    receiveArgs: true,
  });
}
