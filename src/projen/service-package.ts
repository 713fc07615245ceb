import type { AwsCdkTypeScriptApp } from 'projen/lib/awscdk';
import { SampleReadme } from 'projen/lib/readme';

/** Removes the README that projen adds to every project; the templates bring one. */
export function removeSampleReadme(project: AwsCdkTypeScriptApp): void {
  for (const child of project.node.children.filter((candidate) => candidate instanceof SampleReadme)) {
    project.node.tryRemoveChild(child.node.id);
  }
}

/** Makes package.json, .npmrc and cdk.json those of an application: never published, and refused by a Node that is too old. */
export function configurePackage(project: AwsCdkTypeScriptApp): void {
  project.package.addField('private', true);
  project.package.addField('publishConfig', undefined);
  project.npmrc.addConfig('engine-strict', 'true');
  // projen would bundle before each synth; here the CDK bundles the handlers itself
  project.cdkConfig.json.addDeletionOverride('build');
}
