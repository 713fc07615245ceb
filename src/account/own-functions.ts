import type { CloudFormation, StackResourceSummary } from '@aws-sdk/client-cloudformation';
import type { Owner } from './account-state';
import type { UnreadParts } from './unread-parts';

/** Tells the functions of a service's own stack from those of others: a deployment replaces the ones, not the others. */
export interface OwnFunctions {
  /** Physical names, where the stack could be read. */
  readonly names: readonly string[];
  ownerOf(functionName: string): Owner;
  logicalIdOf(functionName: string): string | undefined;
}

/**
 * Finds the functions of a stack and of the stacks nested in it. Where CloudFormation does not answer, they are known by
 * the names that it gives: `<stack>-<logical id>-<random>`.
 */
export async function findOwnFunctions(
  cloudFormation: CloudFormation,
  stackName: string,
  unread: UnreadParts,
): Promise<OwnFunctions> {
  const resources = await unread.attempt('cloudformation:ListStackResources', () =>
    resourcesOf(cloudFormation, stackName),
  );
  if (!resources) {
    return { names: [], ownerOf: (name) => ownerByName(name, stackName), logicalIdOf: () => undefined };
  }
  const logicalIds = new Map(
    resources
      .filter(({ ResourceType }) => ResourceType === 'AWS::Lambda::Function')
      .map(({ PhysicalResourceId, LogicalResourceId }) => [PhysicalResourceId ?? '', LogicalResourceId]),
  );
  return {
    names: [...logicalIds.keys()].filter((name) => name !== ''),
    ownerOf: (name) => (logicalIds.has(name) ? 'own' : 'other'),
    logicalIdOf: (name) => logicalIds.get(name),
  };
}

/** Empty for a stack that was never deployed. */
async function resourcesOf(cloudFormation: CloudFormation, stackName: string): Promise<StackResourceSummary[]> {
  const resources: StackResourceSummary[] = [];
  try {
    for await (const page of cloudFormation.paginateListStackResources({ StackName: stackName })) {
      resources.push(...(page.StackResourceSummaries ?? []));
    }
  } catch (error) {
    if (isMissingStack(error as Error)) {
      return [];
    }
    throw error;
  }
  const nested = resources.filter(({ ResourceType }) => ResourceType === 'AWS::CloudFormation::Stack');
  for (const { PhysicalResourceId } of nested.filter((resource) => resource.PhysicalResourceId)) {
    resources.push(...(await resourcesOf(cloudFormation, PhysicalResourceId!)));
  }
  return resources;
}

/** CloudFormation has no error of its own for it. */
function isMissingStack({ name, message }: Error): boolean {
  return name === 'ValidationError' && message.includes('does not exist');
}

/** From so many characters on, CloudFormation may have shortened the stack's name to fit the 64 of a function. */
const shortestCut = 20;

/** Logical ids and random parts have no hyphens, so that `shop-v2-Handler-1A2B` is never taken for one of `shop`. */
function ownerByName(functionName: string, stackName: string): Owner {
  const stackPart = /^(.+)-[A-Za-z0-9]+-[A-Za-z0-9]+$/.exec(functionName)?.[1] ?? '';
  if (stackPart === stackName) {
    return 'own';
  }
  return stackPart.length >= shortestCut && stackName.startsWith(stackPart) ? 'perhaps-own' : 'other';
}
