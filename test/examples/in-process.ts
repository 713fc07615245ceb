import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import type { App, Stack } from 'aws-cdk-lib';
import { writeService } from '../../src/projen/create-service';
import type { ServiceSpec } from '../../src/spec/service-spec';

/** Inside the repository, so that written projects find its node_modules; git ignores it. */
const scratch = join(__dirname, '../../.test-projects');

/** The modules of a written project that a test drives. */
interface WrittenModules {
  readonly createUncheckedApp: (context?: Readonly<Record<string, unknown>>) => App;
  readonly ServiceStack: new (scope: App, id: string) => Stack;
}

/**
 * Writes a project, hands it to `use` and removes it. Its modules are loaded into this process, which has loaded the CDK
 * already: that takes a fraction of a second instead of several.
 */
export async function withWrittenProject<T>(spec: ServiceSpec, use: (directory: string) => Promise<T>): Promise<T> {
  mkdirSync(scratch, { recursive: true });
  const directory = mkdtempSync(join(scratch, 'project-'));
  try {
    writeService(spec, { outdir: directory, spillwayVersion: '^0.1.0' });
    return await use(directory);
  } finally {
    rmSync(directory, { recursive: true, force: true });
  }
}

/** The service's stack, without bundling the handlers. */
export async function loadStack(spec: ServiceSpec, directory: string): Promise<Stack> {
  const load = async (path: string) => (await import(join(directory, path))) as WrittenModules;
  const { createUncheckedApp } = await load('src/spillway/app.ts');
  const { ServiceStack } = await load('src/service-stack.ts');
  return new ServiceStack(createUncheckedApp({ 'aws:cdk:bundling-stacks': [] }), spec.name);
}
