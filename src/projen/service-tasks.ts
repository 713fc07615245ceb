import type { AwsCdkTypeScriptApp } from 'projen/lib/awscdk';
import { layerNeeds } from './layer-needs';

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
  const preflight = project.addTask('preflight', {
    description: 'Compares the account of the credentials in use with the plan, before CloudFormation would',
    exec: 'spillway account',
    receiveArgs: true,
  });
  project.cdkTasks.deploy.prependSpawn(preflight);
  for (const [name, options] of layers.flatMap((layer) => Object.entries(layerNeeds[layer]?.tasks ?? {}))) {
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
    // needs no network, so it goes before what does
    project.cdkTasks.deploy.prependExec('tsx scripts/check-domain.ts');
  }
}
