import { NodePackageManager, type NodeProject } from 'projen/lib/javascript';
import { layerNeeds } from './layer-needs';

/** Every version is stated: an open one would be filled in by the first `npx projen` and change package.json. */
export function addServiceDependencies(project: NodeProject, layers: readonly string[]): void {
  const needs = layers.flatMap((layer) => layerNeeds[layer] ?? []);
  const runtime = new Set(needs.flatMap((need) => need.runtime ?? []));
  const development = new Set(needs.flatMap((need) => need.development ?? []));
  project.addDeps(...runtime);
  project.addDevDeps(...[...development].filter((dependency) => !runtime.has(dependency)));
  addOverrides(project, layers);
  // the runner is tsx; projen's CDK app asks for ts-node all the same
  project.deps.removeDependency('ts-node');
}

/** What other packages ask for and must not get. */
function addOverrides(project: NodeProject, layers: readonly string[]): void {
  const resolutions: Readonly<Record<string, string>> = {
    // newer ones lack the binaries of some platforms, and a lock file without them fails `npm ci`
    rollup: '4.67.4',
    // of a dependency of fauxqs; newer ones need Node 22
    ...(layers.some((layer) => layer.startsWith('local/')) && { 'light-my-request': '6.6.0' }),
  };
  project.package.addPackageResolutions(...Object.entries(resolutions).map((entry) => entry.join('@')));
  if (layers.includes('api/graphql') && project.package.packageManager === NodePackageManager.NPM) {
    // the plugin's own range ends at TypeScript 5, while the parser inside takes 6; npm would refuse to install
    const overrides = { ...resolutions, '@aws-appsync/eslint-plugin': { typescript: '$typescript' } };
    project.package.addField('overrides', overrides);
  }
}
