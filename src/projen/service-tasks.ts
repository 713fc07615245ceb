import type { AwsCdkTypeScriptApp } from 'projen/lib/awscdk';
import type { TaskOptions } from 'projen/lib/task';

/** Tasks that one kind of service has beside the common ones; a kind is named like its template layer. */
const tasksOf: Readonly<Record<string, Readonly<Record<string, TaskOptions>>>> = {
  'gateway/mutual-tls': {
    certificates: {
      description: 'Makes an authority, a server certificate and client certificates for development',
      exec: 'tsx scripts/certificates.ts',
      receiveArgs: true,
    },
  },
  'api/graphql': {
    lint: {
      description: 'Finds what the runtime of AppSync would refuse in a resolver',
      exec: 'eslint src/resolvers',
    },
  },
  'api-auth/iot-x509': {
    'register-device': {
      description: 'Makes a thing and a certificate that may publish, in the account of the credentials in use',
      exec: 'tsx scripts/register-device.ts',
      receiveArgs: true,
    },
  },
  'identity-pool/cognito': {
    'attach-identity': {
      description: 'Attaches the policy of devices to an identity, in the account of the credentials in use',
      exec: 'tsx scripts/attach-identity.ts',
      receiveArgs: true,
    },
  },
};

const pathWithLocalPrograms =
  "require('node:path').resolve('node_modules/.bin') + require('node:path').delimiter + process.env.PATH";

/** Adds what package.json's scripts run. `build` checks everything that can be checked without an AWS account. */
export function addServiceTasks(project: AwsCdkTypeScriptApp, layers: readonly string[]): void {
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
  for (const [name, options] of layers.flatMap((layer) => Object.entries(tasksOf[layer] ?? {}))) {
    project.addTask(name, options);
  }
  extendCommonTasks(project, layers);
}

/** What has to happen within a common task. */
function extendCommonTasks(project: AwsCdkTypeScriptApp, layers: readonly string[]): void {
  if (layers.includes('api/graphql')) {
    project.compileTask.spawn(project.tasks.tryFind('lint')!);
  }
  if (layers.includes('gateway/mutual-tls')) {
    project.cdkTasks.deploy.prependExec('tsx scripts/check-domain.ts');
  }
}
