import { functionBehind, qualifiedFunctions } from './qualified-functions';
import { readDeploymentFunctions } from './read-deployment-functions';
import type { SynthesizedFunction } from './synthesized-app';
import { ofType, type SynthesizedResource, toNumber } from './synthesized-resource';

/** The functions of the app, by their resource. */
export function readFunctions(
  resources: readonly SynthesizedResource[],
): Map<SynthesizedResource, SynthesizedFunction> {
  const deploymentFunctions = readDeploymentFunctions(resources);
  const provisioned = readProvisionedConcurrency(resources);
  return new Map(
    ofType(resources, 'AWS::Lambda::Function').map((resource) => [
      resource,
      {
        path: resource.path,
        account: resource.account,
        region: resource.region,
        reservedConcurrency: toNumber(resource.properties.ReservedConcurrentExecutions),
        provisionedConcurrency: provisioned.get(resource) ?? 0,
        timeoutSeconds: toNumber(resource.properties.Timeout) ?? 3, // the Lambda default
        servesDeployments: deploymentFunctions.has(resource),
      },
    ]),
  );
}

/** What the versions and aliases of a function keep initialized together, by the function. */
function readProvisionedConcurrency(resources: readonly SynthesizedResource[]): Map<SynthesizedResource, number> {
  const sums = new Map<SynthesizedResource, number>();
  for (const resource of qualifiedFunctions(resources)) {
    const config = resource.properties.ProvisionedConcurrencyConfig as
      { ProvisionedConcurrentExecutions?: unknown } | undefined;
    const handler = functionBehind(resource);
    if (handler && config) {
      const units = toNumber(config.ProvisionedConcurrentExecutions) ?? 0;
      sums.set(handler, (sums.get(handler) ?? 0) + units);
    }
  }
  return sums;
}
