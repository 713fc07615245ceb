import type { GraphQLSchema } from 'graphql';
import { executableSchema, type GraphqlPackage, type RequestContext } from './executable-schema';
import type { GraphqlApi } from './graphql-api';
import { loadResolvers, type ResolverSurroundings } from './load-resolvers';
import { checkRequest, type ErrorAnswer, formatError, type GraphqlRequest, refused } from './request-document';
import { describeFailure, type IamIdentity, type Resolver } from './resolver';
import { Subscribers } from './subscribers';
import type { Report } from '../local-event';

/** Who sends a request. */
export interface GraphqlCaller {
  readonly identity: IamIdentity;
  /** By lower-case name. */
  readonly headers: Readonly<Record<string, string>>;
}

export interface GraphqlAnswer {
  readonly data?: unknown;
  readonly errors?: readonly ErrorAnswer[];
}

/** Sends what is published to one subscriber. */
export type Deliver = (answer: GraphqlAnswer) => void;

/** Ends a subscription. */
export type Unsubscribe = () => void;

/** Answers GraphQL requests as AppSync does. */
export class GraphqlEngine {
  static async load(api: GraphqlApi, surroundings: ResolverSurroundings): Promise<GraphqlEngine> {
    const graphql = await surroundings.packages.load<GraphqlPackage>('graphql');
    const resolvers = await loadResolvers(api, surroundings);
    return new GraphqlEngine(api, { graphql, resolvers, report: surroundings.report });
  }

  private readonly schema: GraphQLSchema;
  private readonly subscribers: Subscribers;

  private constructor(
    private readonly api: GraphqlApi,
    private readonly parts: {
      readonly graphql: GraphqlPackage;
      readonly resolvers: ReadonlyMap<string, Resolver>;
      readonly report: Report;
    },
  ) {
    this.schema = executableSchema(parts.graphql, api.schema, parts.resolvers);
    this.subscribers = new Subscribers(this.schema);
  }

  /** Fields with a resolver, such as `Mutation.submitOrders`. */
  get fields(): readonly string[] {
    return [...this.parts.resolvers.keys()];
  }

  get hasSubscriptions(): boolean {
    return Boolean(this.schema.getSubscriptionType());
  }

  /** Runs a query or a mutation. */
  async execute(request: GraphqlRequest, caller: GraphqlCaller): Promise<GraphqlAnswer> {
    const { graphql } = this.parts;
    const checked = checkRequest(request, { graphql, schema: this.schema, api: this.api });
    if ('errors' in checked) {
      return { data: null, errors: checked.errors };
    }
    if (checked.operation.operation === 'subscription') {
      return { data: null, errors: [refused('a subscription needs a WebSocket', 'BadRequest')] };
    }
    const { data, errors } = await graphql.execute({
      schema: this.schema,
      document: checked.document,
      operationName: request.operationName,
      variableValues: request.variables,
      contextValue: this.contextFor(caller),
    });
    return { data: data ?? null, ...(errors && { errors: errors.map(formatError) }) };
  }

  /**
   * Starts a subscription: its resolver decides whether, and what of it the caller gets to see.
   *
   * @returns the errors where it may not
   */
  async subscribe(
    request: GraphqlRequest,
    caller: GraphqlCaller,
    deliver: Deliver,
  ): Promise<Unsubscribe | { readonly errors: readonly ErrorAnswer[] }> {
    const { graphql, resolvers } = this.parts;
    const checked = checkRequest(request, { graphql, schema: this.schema, api: this.api });
    if ('errors' in checked) {
      return checked;
    }
    const type = this.schema.getSubscriptionType();
    const [field] = checked.operation.selectionSet.selections;
    if (checked.operation.operation !== 'subscription' || !type || field?.kind !== 'Field') {
      return { errors: [refused('the request is no subscription to a field', 'UnsupportedOperation')] };
    }
    try {
      const definition = type.getFields()[field.name.value]!;
      const args = graphql.getArgumentValues(definition, field, this.variablesOf(request, checked.operation));
      const resolver = resolvers.get(`${type.name}.${definition.name}`);
      const resolved = await resolver?.run({ ...caller, source: null, arguments: args });
      const filter = resolved?.subscriptionFilter ?? equalTo(args);
      return this.subscribers.add(definition.name, filter, (published) => {
        void this.publish(request, checked.document, { [definition.name]: published }).then(deliver);
      });
    } catch (error) {
      const { message, errorType } = describeFailure(error);
      return { errors: [refused(message, errorType)] };
    }
  }

  private async publish(
    { variables, operationName }: GraphqlRequest,
    document: Parameters<GraphqlPackage['execute']>[0]['document'],
    rootValue: object,
  ): Promise<GraphqlAnswer> {
    const { schema } = this;
    const run = { schema, document, rootValue, variableValues: variables, operationName };
    const { data, errors } = await this.parts.graphql.execute(run);
    return { data, ...(errors && { errors: errors.map(formatError) }) };
  }

  private variablesOf(
    { variables }: GraphqlRequest,
    { variableDefinitions = [] }: { readonly variableDefinitions?: Parameters<GraphqlPackage['getVariableValues']>[1] },
  ) {
    const { coerced } = this.parts.graphql.getVariableValues(this.schema, variableDefinitions, { ...variables });
    return coerced;
  }

  private contextFor({ identity, headers }: GraphqlCaller): RequestContext {
    const { resolverCountLimit: limit } = this.api;
    let count = 0;
    return {
      identity,
      headers,
      countResolver: () => {
        count += 1;
        if (limit > 0 && count > limit) {
          const extensions = { errorType: 'ResolverCountLimit' };
          throw Object.assign(new Error(`the API runs ${limit} resolvers for a request at most`), { extensions });
        }
      },
      onMutated: (fieldName, selected) => this.subscribers.publish(fieldName, selected),
      onBroken: (resolver, message) => this.parts.report({ type: 'problem', message: `${resolver}: ${message}` }),
    };
  }
}

/** Where no filter is set, a publication must agree with the arguments of the subscription. */
function equalTo(args: Readonly<Record<string, unknown>>) {
  const given = Object.entries(args).filter(([, value]) => value !== null);
  return {
    filterGroup: [{ filters: given.map(([fieldName, value]) => ({ fieldName, operator: 'eq', value })) }],
  };
}
