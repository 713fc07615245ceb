import { AwsCdkTypeScriptApp } from 'projen/lib/awscdk/awscdk-app-ts';
import { InvalidAnswersError } from '../errors';
import { packageVersion } from '../package-info';
import { appOptions } from './app-options';
import { emitFiles } from './emitted-files';
import { addLoadTestPackage } from './load-test-package';
import { dependOnSpillway } from './self-dependency';
import { addServiceDependencies } from './service-dependencies';
import { ServiceManifestFile } from './service-manifest';
import type { SpillwayServiceOptions } from './service-options';
import { configurePackage, removeSampleReadme } from './service-package';
import { ServiceProjenrc } from './service-projenrc';
import { addServiceTasks } from './service-tasks';
import { planConcurrency } from '../plan/plan-concurrency';
import { projectView } from '../render/project-view';
import { renderProject } from '../render/render-project';
import { layersOf } from '../render/template-layers';
import { parseSpec } from '../spec/parse-spec';
import type { ServiceSpec } from '../spec/service-spec';

/**
 * A serverless service on AWS, as a CDK app in TypeScript, whose every limit is derived from one concurrency budget.
 *
 * @pjid spillway
 */
export class SpillwayService extends AwsCdkTypeScriptApp {
  /**
   * @param options the answers
   * @throws when an answer is not valid; the message names every wrong answer and its fix
   */
  constructor(options: SpillwayServiceOptions) {
    const spec = specOf(options);
    super(appOptions(spec, options));
    const plan = planConcurrency(spec);
    const layers = layersOf(spec);
    const tree = renderProject(layers, projectView(spec, plan, packageVersion()));

    new ServiceProjenrc(this);
    removeSampleReadme(this);
    configurePackage(this, spec);
    dependOnSpillway(this, options.spillwayVersion);
    addServiceDependencies(this, layers);
    addServiceTasks(this, layers);
    addLoadTestPackage(this, layers);
    emitFiles(this, tree);
    new ServiceManifestFile(this, { spillwayVersion: packageVersion(), spec, plan }, tree);
  }
}

/** Options that say where and how to write; the rest are answers. `__new__` is projen's own, given by `projen new`. */
const placement: ReadonlySet<string> = new Set(['outdir', 'parent', 'spillwayVersion', '__new__']);

function specOf(options: SpillwayServiceOptions): ServiceSpec {
  const answers = Object.fromEntries(Object.entries(options).filter(([name]) => !placement.has(name)));
  const parsed = parseSpec(answers);
  if ('problems' in parsed) {
    throw new InvalidAnswersError(parsed.problems);
  }
  return parsed.spec;
}
