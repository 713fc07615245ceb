import type { AwsCdkTypeScriptApp } from 'projen/lib/awscdk';
import { SampleReadme } from 'projen/lib/readme';
import type { ServiceSpec } from '../spec/service-spec';

/** Removes the README that projen adds to every project; the templates bring one. */
export function removeSampleReadme(project: AwsCdkTypeScriptApp): void {
  for (const child of project.node.children.filter((candidate) => candidate instanceof SampleReadme)) {
    project.node.tryRemoveChild(child.node.id);
  }
}

/**
 * Makes package.json, .npmrc, .gitignore and cdk.json those of an application: never published, refused by a Node that is
 * too old, and without private keys in the repository.
 */
export function configurePackage(project: AwsCdkTypeScriptApp, { auth }: ServiceSpec): void {
  project.package.addField('private', true);
  project.package.addField('publishConfig', undefined);
  project.npmrc.addConfig('engine-strict', 'true');
  // projen would bundle before each synth; here the CDK bundles the handlers itself
  project.cdkConfig.json.addDeletionOverride('build');
  if (auth === 'x509') {
    project.gitignore.addPatterns('*.key', '/certs/development/');
  }
}
