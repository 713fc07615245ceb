import type { DocumentNode, GraphQLError, GraphQLSchema, OperationDefinitionNode, SelectionSetNode } from 'graphql';
import type { GraphqlPackage } from './executable-schema';
import type { GraphqlApi } from './graphql-api';

/** The body of a request. */
export interface GraphqlRequest {
  readonly query: string;
  readonly variables?: Readonly<Record<string, unknown>> | null;
  readonly operationName?: string | null;
}

/** A request that fits the schema and the limits of the API. */
export interface CheckedRequest {
  readonly document: DocumentNode;
  readonly operation: OperationDefinitionNode;
}

/** As AppSync writes errors. */
export interface ErrorAnswer {
  readonly path: readonly (string | number)[] | null;
  readonly data?: unknown;
  readonly errorType?: unknown;
  readonly errorInfo?: unknown;
  readonly locations: readonly object[] | null;
  readonly message: string;
}

/** Undefined for what is no GraphQL request at all. */
export function parseRequest(body: string): GraphqlRequest | undefined {
  try {
    const request = JSON.parse(body) as Partial<GraphqlRequest> | null;
    return typeof request?.query === 'string' ? (request as GraphqlRequest) : undefined;
  } catch {
    return undefined;
  }
}

export interface DocumentCheck {
  readonly graphql: GraphqlPackage;
  readonly schema: GraphQLSchema;
  readonly api: GraphqlApi;
}

/** Reads the document of a request, and compares it with the schema and the limits. */
export function checkRequest(
  { query, operationName }: GraphqlRequest,
  { graphql, schema, api }: DocumentCheck,
): CheckedRequest | { readonly errors: readonly ErrorAnswer[] } {
  const { parse, validate, specifiedRules, NoSchemaIntrospectionCustomRule, getOperationAST } = graphql;
  let document: DocumentNode;
  try {
    document = parse(query);
  } catch (error) {
    return { errors: [invalid(error as GraphQLError, 'InvalidSyntax')] };
  }
  const rules = [...specifiedRules, ...(api.isIntrospectable ? [] : [NoSchemaIntrospectionCustomRule])];
  const problems = validate(schema, document, rules);
  if (problems.length > 0) {
    return { errors: problems.map((problem) => invalid(problem, 'ValidationError')) };
  }
  const operation = getOperationAST(document, operationName);
  if (!operation) {
    return { errors: [refused('the request does not name one of its operations', 'UnknownOperation')] };
  }
  const depth = depthOf(operation.selectionSet, document);
  return api.queryDepthLimit > 0 && depth > api.queryDepthLimit
    ? { errors: [refused(`${depth} levels of selections; the API takes ${api.queryDepthLimit}`, 'QueryDepthLimit')] }
    : { document, operation };
}

export function refused(message: string, errorType: string): ErrorAnswer {
  return { path: null, errorType, locations: null, message };
}

/** An error without a path is one of the request: a variable that does not fit, for example. */
export function formatError({ path, locations = [], message, extensions }: GraphQLError): ErrorAnswer {
  const { errorType = path ? 'ExecutionError' : 'ValidationError', data = null, errorInfo = null } = extensions;
  const places = locations.map((location) => ({ ...location, sourceName: null }));
  return { path: path ?? null, data, errorType, errorInfo, locations: places, message };
}

function invalid({ locations = [], message }: GraphQLError, errorType: string): ErrorAnswer {
  return { path: null, errorType, locations: locations.map(({ line, column }) => ({ line, column })), message };
}

/** A valid document has no fragment that contains itself. */
function depthOf({ selections }: SelectionSetNode, document: DocumentNode): number {
  const depths = selections.map((selection) => {
    if (selection.kind === 'Field') {
      return 1 + (selection.selectionSet ? depthOf(selection.selectionSet, document) : 0);
    }
    return selection.kind === 'InlineFragment'
      ? depthOf(selection.selectionSet, document)
      : depthOfFragment(selection.name.value, document);
  });
  return Math.max(0, ...depths);
}

function depthOfFragment(name: string, document: DocumentNode): number {
  const fragment = document.definitions.find((it) => it.kind === 'FragmentDefinition' && it.name.value === name);
  return fragment?.kind === 'FragmentDefinition' ? depthOf(fragment.selectionSet, document) : 0;
}
