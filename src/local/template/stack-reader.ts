import type { Resource, SynthesizedStack } from './assembly';
import { type LocalNames, resolveValue } from './values';
import { SpillwayError } from '../../errors';

/** Account of everything that runs locally; the one that the local SQS puts into its ARNs. */
export const localAccount = '000000000000';

export type Properties = Readonly<Record<string, unknown>>;

/** A resource with its properties resolved. */
export interface ReadResource {
  readonly logicalId: string;
  /** Where it stands below the stack in the construct tree; the logical id where the template does not say. */
  readonly path: string;
  readonly properties: Properties;
}

/** Reads the resources of a stack as they are in a local run. */
export class StackReader implements LocalNames {
  /**
   * @param urlOfQueue the URL that the local SQS gives a queue of that name
   * @param graphqlUrl where the GraphQL API answers; by default one that is reached through a gateway alone
   */
  constructor(
    readonly stack: SynthesizedStack,
    private readonly urlOfQueue: (name: string) => string,
    private readonly graphqlUrl = 'https://local.appsync-api.local/graphql',
  ) {}

  /** Every resource of one of the types, in the order of the template. */
  resources(...types: readonly string[]): ReadResource[] {
    return Object.entries(this.stack.template.Resources)
      .filter(([, { Type }]) => types.includes(Type))
      .map(([logicalId, resource]) => ({
        logicalId,
        path: this.pathOf(resource) ?? logicalId,
        properties: resolveValue(resource.Properties ?? {}, this) as Properties,
      }));
  }

  ref(logicalId: string): unknown {
    const pseudo = this.pseudoParameters()[logicalId];
    if (pseudo !== undefined) {
      return pseudo;
    }
    const parameter = this.stack.template.Parameters?.[logicalId];
    if (parameter) {
      return this.parameter(logicalId, parameter.Default);
    }
    const { Type } = this.resource(logicalId);
    const references: Readonly<Record<string, () => string>> = {
      'AWS::SQS::Queue': () => this.queueUrl(logicalId),
      'AWS::SecretsManager::Secret': () => this.secretArn(logicalId),
    };
    return (references[Type] ?? (() => this.nameOf(logicalId)))();
  }

  attribute(logicalId: string, name: string): unknown {
    const { Type } = this.resource(logicalId);
    const service = Type.split('::')[1]!.toLowerCase();
    const values: Readonly<Record<string, () => string>> = {
      Arn: () => `arn:aws:${service}:${this.stack.region}:${localAccount}:${this.nameOf(logicalId)}`,
      ApiId: () => logicalId,
      GraphQLUrl: () => this.graphqlUrl,
      QueueName: () => this.nameOf(logicalId),
      QueueUrl: () => this.queueUrl(logicalId),
      RootResourceId: () => logicalId,
    };
    const value = values[name];
    if (!value) {
      throw new SpillwayError('unsupported-template', `${logicalId}.${name} has no value in a local run`);
    }
    return value();
  }

  private resource(logicalId: string): Resource {
    const resource = this.stack.template.Resources[logicalId];
    if (!resource) {
      throw new SpillwayError('unsupported-template', `the template refers to "${logicalId}", which it does not hold`);
    }
    return resource;
  }

  /** The name that the template gives; CloudFormation would make one up from the logical id. */
  private nameOf(logicalId: string): string {
    const { Properties = {} } = this.resource(logicalId);
    const { QueueName, TableName, FunctionName, StageName } = Properties;
    const given = QueueName ?? TableName ?? FunctionName ?? StageName;
    return given === undefined ? logicalId : String(resolveValue(given, this));
  }

  private queueUrl(logicalId: string): string {
    return this.urlOfQueue(this.nameOf(logicalId));
  }

  /** Secrets Manager puts a hyphen and six characters behind the name. */
  private secretArn(logicalId: string): string {
    const { Name = logicalId } = this.resource(logicalId).Properties ?? {};
    return `arn:aws:secretsmanager:${this.stack.region}:${localAccount}:secret:${String(resolveValue(Name, this))}-local1`;
  }

  private parameter(name: string, value: unknown): unknown {
    if (value === undefined) {
      throw new SpillwayError('unsupported-template', `parameter "${name}" has no default, and so no local value`);
    }
    return value;
  }

  private pseudoParameters(): Readonly<Record<string, unknown>> {
    const { name, region } = this.stack;
    return {
      'AWS::AccountId': localAccount,
      'AWS::NoValue': undefined,
      'AWS::Partition': 'aws',
      'AWS::Region': region,
      'AWS::StackId': `arn:aws:cloudformation:${region}:${localAccount}:stack/${name}/local`,
      'AWS::StackName': name,
      'AWS::URLSuffix': 'amazonaws.com',
    };
  }

  private pathOf({ Metadata = {} }: Resource): string | undefined {
    const path = Metadata['aws:cdk:path'];
    return typeof path === 'string' ? path.split('/').slice(1, -1).join('/') : undefined;
  }
}
