import type { awscdk } from 'projen';

/** Adds what package.json's scripts run. `build` checks everything that can be checked without an AWS account. */
export function addServiceTasks(project: awscdk.AwsCdkTypeScriptApp, layers: readonly string[]): void {
  project.compileTask.reset('tsc --noEmit');
  if (layers.includes('api/graphql')) {
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
  if (layers.includes('gateway/mutual-tls')) {
    addMutualTlsTasks(project);
  }
}

function addMutualTlsTasks(project: awscdk.AwsCdkTypeScriptApp): void {
  project.addTask('certificates', {
    description: 'Makes an authority, a server certificate and client certificates for development',
    exec: 'tsx scripts/certificates.ts',
    receiveArgs: true,
  });
  project.cdkTasks.deploy.prependExec('tsx scripts/check-domain.ts');
}
