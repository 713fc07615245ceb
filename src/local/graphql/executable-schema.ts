import type { GraphQLResolveInfo, GraphQLScalarType, GraphQLSchema, SelectionNode, ValueNode } from 'graphql';
import { describeFailure, type IamIdentity, type Resolver } from './resolver';

/** As much of `graphql` as is used; its types are those of the package. */
export type GraphqlPackage = typeof import('graphql');

/** What the fields of one request share. */
export interface RequestContext {
  readonly identity: IamIdentity;
  readonly headers: Readonly<Record<string, string>>;
  /** Called before each resolver; throws where the request has run enough of them. */
  readonly countResolver: () => void;
  /** Is told what a mutation answers with, as far as the request selects it. */
  readonly onMutated: (fieldName: string, selected: Readonly<Record<string, unknown>>) => void;
  /** Is told of a resolver that failed without meaning to. */
  readonly onBroken: (resolver: string, message: string) => void;
}

/** What AppSync knows without being told. */
const builtIn = `
  scalar AWSDate scalar AWSTime scalar AWSDateTime scalar AWSTimestamp scalar AWSEmail
  scalar AWSJSON scalar AWSURL scalar AWSPhone scalar AWSIPAddress
  directive @aws_subscribe(mutations: [String!]!) on FIELD_DEFINITION
  directive @aws_iam on FIELD_DEFINITION | OBJECT
  directive @aws_auth(cognito_groups: [String!]!) on FIELD_DEFINITION
`;

/** The schema of an API, with its resolvers in place. */
export function executableSchema(
  graphql: GraphqlPackage,
  definition: string,
  resolvers: ReadonlyMap<string, Resolver>,
): GraphQLSchema {
  const schema = graphql.buildSchema(builtIn + definition);
  describeJson(schema.getType('AWSJSON') as GraphQLScalarType, graphql);
  describeDateTime(schema.getType('AWSDateTime') as GraphQLScalarType);
  for (const type of [schema.getQueryType(), schema.getMutationType()]) {
    for (const field of Object.values(type?.getFields() ?? {})) {
      const resolver = resolvers.get(`${type!.name}.${field.name}`);
      field.resolve =
        resolver && (async (source, args, context, info) => resolve({ source, args, context, info }, resolver));
    }
  }
  return schema;
}

interface FieldCall {
  readonly source: unknown;
  readonly args: Readonly<Record<string, unknown>>;
  readonly context: RequestContext;
  readonly info: GraphQLResolveInfo;
}

async function resolve({ source, args, context, info }: FieldCall, resolver: Resolver): Promise<unknown> {
  const { identity, headers } = context;
  context.countResolver();
  try {
    const { value } = await resolver.run({ source, arguments: args, identity, headers });
    if (info.operation.operation === 'mutation' && typeof value === 'object' && value !== null) {
      const names = info.fieldNodes.flatMap(({ selectionSet }) => selectedNames(selectionSet?.selections ?? [], info));
      const selected = Object.entries(value).filter(([name]) => names.includes(name));
      context.onMutated(info.fieldName, Object.fromEntries(selected));
    }
    return value;
  } catch (error) {
    const { isOwn, message, ...extensions } = describeFailure(error);
    if (!isOwn) {
      context.onBroken(resolver.name, message);
    }
    throw Object.assign(new Error(message), { extensions });
  }
}

function selectedNames(selections: readonly SelectionNode[], info: GraphQLResolveInfo): string[] {
  return selections.flatMap((selection) => {
    if (selection.kind === 'Field') {
      return selection.name.value;
    }
    const fragment = selection.kind === 'InlineFragment' ? selection : info.fragments[selection.name.value];
    return selectedNames(fragment?.selectionSet.selections ?? [], info);
  });
}

/** JSON text outside; inside, what it stands for. Text that comes from inside is taken for JSON text already. */
function describeJson(scalar: GraphQLScalarType, { valueFromASTUntyped }: GraphqlPackage): void {
  const parse = (value: unknown) => {
    if (typeof value !== 'string') {
      throw new TypeError('AWSJSON takes JSON text');
    }
    return JSON.parse(value) as unknown;
  };
  scalar.parseValue = parse;
  scalar.parseLiteral = (node: ValueNode, variables) => parse(valueFromASTUntyped(node, variables));
  scalar.serialize = (value) => (typeof value === 'string' ? value : JSON.stringify(value));
}

/** ISO 8601 with an offset from UTC, which may be `Z`. */
const dateTimePattern = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(:\d{2}(\.\d+)?)?(Z|[+-]\d{2}:\d{2}(:\d{2})?)$/;

function describeDateTime(scalar: GraphQLScalarType): void {
  scalar.parseValue = (value) => {
    if (typeof value !== 'string' || !dateTimePattern.test(value)) {
      throw new TypeError(`AWSDateTime takes a date and time with an offset, not ${JSON.stringify(value)}`);
    }
    return value;
  };
}
