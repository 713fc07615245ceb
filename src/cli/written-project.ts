import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { SpillwayError } from '../errors';
import type { ServiceManifest } from '../projen/service-manifest';

const manifestPath = '.spillway/manifest.json';

/**
 * What the manifest of a written project says.
 *
 * @throws SpillwayError `not-a-project` for a folder without one
 */
export function readProject(directory: string): ServiceManifest {
  const path = join(directory, manifestPath);
  if (!existsSync(path)) {
    throw new SpillwayError(
      'not-a-project',
      `${directory} holds no project of Spillway (no ${manifestPath}); change to the folder of one`,
    );
  }
  return JSON.parse(readFileSync(path, 'utf8')) as ServiceManifest;
}
