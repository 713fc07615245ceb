import { ofType, type SynthesizedResource } from './synthesized-resource';

/** Construct ids of the functions in the CDK's provider framework for custom resources. */
const frameworkFunction = /\/framework-(onEvent|isComplete|onTimeout)\/Resource$/;

/**
 * The functions that work for custom resources: those that a custom resource names, the provider framework of the CDK, and
 * the handlers behind it. The CDK adds such functions for log retention, bucket deployments, emptying buckets and the like.
 */
export function readDeploymentFunctions(resources: readonly SynthesizedResource[]): Set<SynthesizedResource> {
  const named = resources
    .filter(({ type }) => type.startsWith('Custom::') || type === 'AWS::CloudFormation::CustomResource')
    .map(({ properties, resolveReference }) => resolveReference(properties.ServiceToken));
  const framework = ofType(resources, 'AWS::Lambda::Function').filter(({ path }) => frameworkFunction.test(path));
  const handlers = framework.flatMap(({ properties, resolveReference }) => {
    const { Variables } = (properties.Environment ?? {}) as { Variables?: Record<string, unknown> };
    return Object.values(Variables ?? {}).map(resolveReference);
  });
  return new Set([...named, ...framework, ...handlers].filter((resource) => resource !== undefined));
}
