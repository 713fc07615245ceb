import { SpillwayError } from '../../errors';
import type { Properties, ReadResource, StackReader } from '../template/stack-reader';

/** What a resolver calls between its two functions. */
export type DataSource =
  | { readonly type: 'NONE' }
  | { readonly type: 'HTTP'; readonly endpoint: string }
  | { readonly type: 'AMAZON_DYNAMODB'; readonly tableName: string };

/** One resolver of the API. */
export interface ResolverSettings {
  /** Such as `Mutation`. */
  readonly typeName: string;
  readonly fieldName: string;
  /** An ES module with `request` and `response`. */
  readonly code: string;
  readonly dataSource: DataSource;
}

/** A GraphQL API of AppSync. */
export interface GraphqlApi {
  /** In the schema definition language, without what AppSync adds. */
  readonly schema: string;
  readonly resolvers: readonly ResolverSettings[];
  /** `ctx.env` of the resolvers. */
  readonly environment: Readonly<Record<string, string>>;
  readonly isIntrospectable: boolean;
  /** Levels of selection sets in one request; 0 for any. */
  readonly queryDepthLimit: number;
  /** Resolvers that one request may run; 0 for any. */
  readonly resolverCountLimit: number;
}

/**
 * The GraphQL API of the stack; undefined where it has none.
 *
 * @throws SpillwayError `unsupported-template` for resolvers or ways to prove oneself that do not run locally
 */
export function readGraphqlApi(reader: StackReader): GraphqlApi | undefined {
  const [api] = reader.resources('AWS::AppSync::GraphQLApi');
  if (!api) {
    return undefined;
  }
  const { AuthenticationType, AdditionalAuthenticationProviders = [], EnvironmentVariables = {} } = api.properties;
  if (AuthenticationType !== 'AWS_IAM' || (AdditionalAuthenticationProviders as object[]).length > 0) {
    throw unsupported(`${api.path} authenticates by ${String(AuthenticationType)}; locally, AWS_IAM alone`);
  }
  const dataSources = new Map(reader.resources('AWS::AppSync::DataSource').map(readDataSource));
  const [schema] = reader.resources('AWS::AppSync::GraphQLSchema');
  return {
    schema: String(schema?.properties.Definition ?? ''),
    resolvers: reader.resources('AWS::AppSync::Resolver').map((resolver) => readResolver(resolver, dataSources)),
    environment: EnvironmentVariables as Readonly<Record<string, string>>,
    isIntrospectable: api.properties.IntrospectionConfig !== 'DISABLED',
    queryDepthLimit: Number(api.properties.QueryDepthLimit ?? 0),
    resolverCountLimit: Number(api.properties.ResolverCountLimit ?? 0),
  };
}

function readDataSource({ path, properties }: ReadResource): [string, DataSource] {
  const { Name, Type, HttpConfig, DynamoDBConfig } = properties as Record<string, Properties> & { Name: string };
  switch (String(Type)) {
    case 'NONE':
      return [Name, { type: 'NONE' }];
    case 'HTTP':
      return [Name, { type: 'HTTP', endpoint: String(HttpConfig!.Endpoint) }];
    case 'AMAZON_DYNAMODB':
      return [Name, { type: 'AMAZON_DYNAMODB', tableName: String(DynamoDBConfig!.TableName) }];
    default:
      throw unsupported(`data source ${path} is of type ${String(Type)}, which does not run locally`);
  }
}

function readResolver({ path, properties }: ReadResource, dataSources: ReadonlyMap<string, DataSource>) {
  const { TypeName, FieldName, Code, Kind = 'UNIT', DataSourceName } = properties;
  const dataSource = dataSources.get(String(DataSourceName));
  if (typeof Code !== 'string' || Kind !== 'UNIT' || !dataSource) {
    throw unsupported(`resolver ${path} is no unit resolver with inline JavaScript, and so does not run locally`);
  }
  return { typeName: String(TypeName), fieldName: String(FieldName), code: Code, dataSource };
}

function unsupported(message: string): SpillwayError {
  return new SpillwayError('unsupported-template', message);
}
