import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { NodeProject } from 'projen/lib/javascript';
import { packageRoot, packageVersion } from '../package-info';
import { cameFromRegistry } from './installation';
import { SelfTarball } from './self-tarball';

/**
 * Makes the project depend on the Spillway that writes it: a range when it came from a registry, otherwise a tarball that
 * is kept inside the project.
 *
 * @param version what package.json shall say instead
 */
export function dependOnSpillway(project: NodeProject, version?: string): void {
  const running = packageVersion();
  const tarball = `.spillway/spillway-${running}.tgz`;
  if (version !== undefined) {
    project.addDevDeps(`spillway@${version}`);
  } else if (!existsSync(join(project.outdir, tarball)) && cameFromRegistry(packageRoot)) {
    project.addDevDeps(`spillway@^${running}`);
  } else {
    project.addDevDeps(`spillway@file:${tarball}`);
    new SelfTarball(project, tarball);
  }
}
