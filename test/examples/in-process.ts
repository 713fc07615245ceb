import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type App, type Stack, type StackProps, Validations } from 'aws-cdk-lib';
import { AwsSolutionsChecks } from 'cdk-nag';
import { writeService } from '../../src/projen/create-service';
import type { ServiceSpec } from '../../src/spec/service-spec';

/** Inside the repository, so that written projects find its node_modules; git ignores it. */
const scratch = join(__dirname, '../../.test-projects');

/** Parts of a written project that a test drives. */
interface WrittenModules {
  readonly createUncheckedApp: (context?: Readonly<Record<string, unknown>>) => App;
  readonly attachGuard: (app: App) => void;
  readonly ServiceStack: new (scope: App, id: string, props?: StackProps) => Stack;
}

/** Writes projects, hands their directories to `use` and removes them. */
export async function withWrittenProjects<T>(
  specs: readonly ServiceSpec[],
  use: (directories: readonly string[]) => Promise<T>,
): Promise<T> {
  mkdirSync(scratch, { recursive: true });
  const directories = specs.map(() => mkdtempSync(join(scratch, 'project-')));
  try {
    specs.forEach((spec, index) => writeService(spec, { outdir: directories[index], spillwayVersion: '^0.1.0' }));
    return await use(directories);
  } finally {
    directories.forEach((directory) => rmSync(directory, { recursive: true, force: true }));
  }
}

/**
 * The service's stack, without bundling the handlers. The project's modules are loaded into this process, which has
 * loaded the CDK already: that takes a fraction of a second instead of several.
 */
export async function loadStack(spec: ServiceSpec, directory: string): Promise<Stack> {
  const { createUncheckedApp, ServiceStack } = await loadModules(directory);
  return new ServiceStack(createUncheckedApp({ 'aws:cdk:bundling-stacks': [] }), spec.name);
}

/**
 * Synthesizes a project as its main.ts does, but for bundling: with cdk-nag, the guard and the CDK's own validator.
 *
 * @throws what the first of them finds
 */
export async function synthesizeChecked(spec: ServiceSpec, directory: string): Promise<void> {
  const { createUncheckedApp, attachGuard, ServiceStack } = await loadModules(directory);
  process.env.CDK_OUTDIR = mkdtempSync(join(tmpdir(), 'spillway-synth-'));
  try {
    const app = createUncheckedApp({ 'aws:cdk:bundling-stacks': [] });
    Validations.of(app).addPlugins(new AwsSolutionsChecks(app));
    attachGuard(app);
    new ServiceStack(app, spec.name, { env: { region: spec.region } });
    app.synth();
  } finally {
    rmSync(process.env.CDK_OUTDIR, { recursive: true, force: true });
    delete process.env.CDK_OUTDIR;
  }
}

/** Loads the parts of a written project into this process. */
export async function loadModules(directory: string): Promise<WrittenModules> {
  const load = async (path: string) => (await import(join(directory, path))) as Partial<WrittenModules>;
  const paths = ['src/spillway/app.ts', 'src/spillway/guard/attach-guard.ts', 'src/service-stack.ts'];
  return Object.assign({}, ...(await Promise.all(paths.map(load)))) as WrittenModules;
}
