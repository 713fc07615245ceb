import { CfnResource, type Stack } from 'aws-cdk-lib';

/** The resources of one worker of a service, as the CDK made them. */
export interface WorkerParts {
  readonly handler: CfnResource;
  readonly mapping: CfnResource;
  readonly queue: CfnResource;
  readonly deadLetterQueue: CfnResource;
}

/** The parts of the service's workers, in the order of the plan. */
export function workersOf(stack: Stack): WorkerParts[] {
  return resourcesBelow(stack, /\/Handler\/Resource$/).map((handler) => {
    const worker = handler.node.scope!.node.scope!;
    const part = (path: RegExp) => resourcesBelow(worker, path)[0]!;
    return {
      handler,
      mapping: part(/\/SqsEventSource:[^/]+\/Resource$/),
      queue: part(/\/Queue\/Resource$/),
      deadLetterQueue: part(/\/DeadLetterQueue\/Resource$/),
    };
  });
}

export function resourcesBelow(scope: CfnResource['node']['root'], path: RegExp): CfnResource[] {
  return scope.node
    .findAll()
    .filter((it): it is CfnResource => CfnResource.isCfnResource(it) && path.test(it.node.path));
}

/** A number in the properties of a resource, by the name that CloudFormation gives it. */
export function numberOf(resource: CfnResource, property: string): number {
  const { Properties } = Object.values(
    (
      resource.stack.resolve((resource as unknown as { _toCloudFormation(): object })._toCloudFormation()) as {
        Resources: Record<string, { Properties: Record<string, number> }>;
      }
    ).Resources,
  )[0]!;
  return Properties[property]!;
}
