import { JsonFile } from 'projen/lib/json';
import type { Project } from 'projen/lib/project';
import { layerNeeds } from './layer-needs';

/**
 * The package.json of the load test, in a folder of its own: its load engine takes some 500 MB, which nobody should install
 * before the first load test.
 */
export function addLoadTestPackage(project: Project, layers: readonly string[]): void {
  const needs = layers.flatMap((layer) => layerNeeds[layer]?.loadTest ?? []).sort();
  new JsonFile(project, 'load-test/package.json', {
    obj: { private: true, dependencies: Object.fromEntries(needs.map(nameAndRange)) },
  });
  project.gitignore.addPatterns('/load-test/node_modules/', '/load-test/results/', '/load-test/.env.loadtest');
}

/** `@scope/name@range` in two. */
function nameAndRange(need: string): [string, string] {
  const at = need.lastIndexOf('@');
  return [need.slice(0, at), need.slice(at + 1)];
}
