import { functionBehind } from './qualified-functions';
import { ofType, type SynthesizedResource } from './synthesized-resource';

/** Construct ids of the functions in the CDK's provider framework for custom resources. */
const frameworkFunction = /\/framework-(onEvent|isComplete|onTimeout)\/Resource$/;

/**
 * The functions that work for custom resources: those that a custom resource names, the provider framework of the CDK, the
 * handlers behind it, and those that a trigger of the CDK invokes once it deployed them. The CDK adds such functions for log
 * retention, bucket deployments, emptying buckets and the like.
 */
export function readDeploymentFunctions(resources: readonly SynthesizedResource[]): Set<SynthesizedResource> {
  const named = resources
    .filter(({ type }) => type.startsWith('Custom::') || type === 'AWS::CloudFormation::CustomResource')
    .map(({ properties, resolveReference }) => resolveReference(properties.ServiceToken));
  const triggered = ofType(resources, 'Custom::Trigger').map(({ properties, resolveReference }) =>
    functionBehind(resolveReference(properties.HandlerArn)),
  );
  const framework = ofType(resources, 'AWS::Lambda::Function').filter(({ path }) => frameworkFunction.test(path));
  const handlers = framework.flatMap(({ properties, resolveReference }) => {
    const { Variables } = (properties.Environment ?? {}) as { Variables?: Record<string, unknown> };
    return Object.values(Variables ?? {}).map(resolveReference);
  });
  return new Set([...named, ...triggered, ...framework, ...handlers].filter((resource) => resource !== undefined));
}
