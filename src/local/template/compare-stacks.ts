import type { Template } from './assembly';

/** How one synthesis of a stack differs from another, as far as it shows in a local run. */
export interface StackDifference {
  /** Anything of what callers reach. */
  readonly entrance: boolean;
  /** What is taken only at the start of a run, in words, such as `KeySchema of AWS::DynamoDB::Table "Status"`. */
  readonly atStart: readonly string[];
}

/** Properties that a run takes only at its start, by type of resource. One that is added or removed waits for a start, too. */
const takenAtStart: Readonly<Record<string, readonly string[]>> = {
  'AWS::ApiGateway::BasePathMapping': ['BasePath'],
  'AWS::ApiGateway::DomainName': ['DomainName', 'MutualTlsAuthentication'],
  'AWS::ApiGateway::Stage': ['StageName'],
  'AWS::DynamoDB::GlobalTable': ['AttributeDefinitions', 'GlobalSecondaryIndexes', 'KeySchema', 'TableName'],
  'AWS::DynamoDB::Table': ['AttributeDefinitions', 'GlobalSecondaryIndexes', 'KeySchema', 'TableName'],
  'AWS::Lambda::EventSourceMapping': ['EventSourceArn', 'FunctionName'],
  'AWS::Lambda::Function': ['FunctionName'],
  'AWS::SQS::Queue': ['FifoQueue', 'QueueName'],
  'AWS::SecretsManager::Secret': ['GenerateSecretString', 'Name', 'SecretString'],
};

/** Types that say what callers reach, and what they may do there. */
const ofEntrance = /^AWS::(ApiGateway|AppSync|IoT|IAM)::/;

export function compareStacks(before: Template, after: Template): StackDifference {
  const changed = changedResources(before, after);
  const typeOf = (id: string) => (after.Resources[id] ?? before.Resources[id])!.Type;
  return {
    entrance: changed.some((id) => ofEntrance.test(typeOf(id))),
    atStart: changed
      .filter((id) => typeOf(id) in takenAtStart)
      .flatMap((id) => startDifferences(id, before.Resources[id], after.Resources[id])),
  };
}

/** Logical ids of what is in one of both alone, or another in both. */
function changedResources(before: Template, after: Template): string[] {
  const ids = new Set([...Object.keys(before.Resources), ...Object.keys(after.Resources)]);
  return [...ids].filter((id) => !isSame(withoutMetadata(before.Resources[id]), withoutMetadata(after.Resources[id])));
}

type Resource = Template['Resources'][string] | undefined;

function startDifferences(id: string, before: Resource, after: Resource): string[] {
  const { Type } = (after ?? before)!;
  if (!before || !after) {
    return [`${Type} "${id}", which was ${after ? 'added' : 'removed'}`];
  }
  const names = takenAtStart[Type]!.filter((name) => !isSame(before.Properties?.[name], after.Properties?.[name]));
  return names.map((name) => `${name} of ${Type} "${id}"`);
}

/** Paths of bundled code in the metadata change with the code. */
function withoutMetadata(resource: Resource): object | undefined {
  return resource && { Type: resource.Type, Properties: resource.Properties };
}

function isSame(one: unknown, other: unknown): boolean {
  return JSON.stringify(one) === JSON.stringify(other);
}
