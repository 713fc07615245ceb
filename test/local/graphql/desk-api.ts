import { readGraphqlApi } from '../../../src/local/graphql/graphql-api';
import { GraphqlEngine } from '../../../src/local/graphql/graphql-engine';
import type { LocalEvent } from '../../../src/local/local-event';
import type { LocalServices } from '../../../src/local/rest/service-integrations';
import type { Template } from '../../../src/local/template/assembly';
import { packages } from '../rest/shop-api';
import { shopReader } from '../template/shop-stack';

const utilities = "import { extensions, runtime, util } from '@aws-appsync/utils';";
const passOn = 'export function response(ctx) { return ctx.result; }';

const submit = `${utilities}
export function request(ctx) {
  const body = 'Action=' + (ctx.args.action ?? 'SendMessage') + '&MessageBody=' + util.urlEncode(ctx.args.text);
  return { method: 'POST', resourcePath: '/000000000000/desk-orders', params: { body } };
}
export function response(ctx) {
  return ctx.error ? ctx.error.message : ctx.result.statusCode + ' ' + ctx.result.body;
}`;
const status = `${utilities}
export function request(ctx) {
  if (ctx.args.id === '') runtime.earlyReturn({ id: 'none' });
  return { operation: 'GetItem', key: util.dynamodb.toMapValues({ id: ctx.args.id }) };
}
${passOn}`;
const caller = `${utilities}
export function request() { return { payload: {} }; }
export function response(ctx) { return [ctx.identity.userArn, ctx.request.headers.desk, ctx.env.STAGE].join(); }`;
const refuse = `${utilities}
export function request(ctx) {
  console.error('refused', { to: ctx.identity.username });
  if (ctx.args.how === 'broken') return ctx.nothing.there;
  if (ctx.args.how === 'own') util.error('not today', 'Closed', { a: 1 });
  util.unauthorized();
}
${passOn}`;
const publish = `${utilities}
export function request(ctx) { return { payload: ctx.args }; }
${passOn}`;
const finished = `${utilities}
export function request() { return { payload: null }; }
export function response(ctx) {
  if (ctx.args.id === 'secret') util.unauthorized();
  const filter = util.transform.toSubscriptionFilter({ id: { eq: ctx.args.id }, owner: { eq: ctx.identity.username } });
  extensions.setSubscriptionFilter(filter);
  return null;
}`;

const resolver = (TypeName: string, FieldName: string, [DataSourceName, Code]: readonly [string, string]) => ({
  Type: 'AWS::AppSync::Resolver',
  Properties: { TypeName, FieldName, DataSourceName, Code, Kind: 'UNIT' },
});
const dataSource = (properties: object) => ({
  Type: 'AWS::AppSync::DataSource',
  Properties: properties as Record<string, unknown>,
});

/** An API with a resolver of each kind. */
export const deskResources: Template['Resources'] = {
  Api: {
    Type: 'AWS::AppSync::GraphQLApi',
    Properties: {
      AuthenticationType: 'AWS_IAM',
      EnvironmentVariables: { STAGE: 'test' },
      IntrospectionConfig: 'DISABLED',
      QueryDepthLimit: 3,
      ResolverCountLimit: 2,
    },
  },
  Schema: {
    Type: 'AWS::AppSync::GraphQLSchema',
    Properties: {
      Definition: `
        type Query { status(id: ID!): Order caller: String refuse(how: String): String }
        type Mutation { submit(text: String!, action: String): String! publish(id: ID!, owner: String, at: AWSDateTime, result: AWSJSON): Order }
        type Subscription { finished(id: ID!): Order @aws_subscribe(mutations: ["publish"]) }
        type Order { id: ID! owner: String at: AWSDateTime result: AWSJSON parent: Order }
      `,
    },
  },
  Sender: dataSource({ Name: 'sender', Type: 'HTTP', HttpConfig: { Endpoint: 'https://sqs.eu-west-1.amazonaws.com' } }),
  Elsewhere: dataSource({ Name: 'elsewhere', Type: 'HTTP', HttpConfig: { Endpoint: 'https://example.com' } }),
  Statuses: dataSource({ Name: 'statuses', Type: 'AMAZON_DYNAMODB', DynamoDBConfig: { TableName: 'orders' } }),
  Local: dataSource({ Name: 'local', Type: 'NONE' }),
  Submit: resolver('Mutation', 'submit', ['sender', submit]),
  Publish: resolver('Mutation', 'publish', ['local', publish]),
  Status: resolver('Query', 'status', ['statuses', status]),
  Caller: resolver('Query', 'caller', ['local', caller]),
  Refuse: resolver('Query', 'refuse', ['local', refuse]),
  Finished: resolver('Subscription', 'finished', ['local', finished]),
};

const nowhere = { endpoint: 'http://127.0.0.1:1', region: 'eu-west-1' };

export interface Desk {
  readonly engine: GraphqlEngine;
  readonly events: LocalEvent[];
}

export async function openDesk(
  services: Partial<LocalServices> = {},
  changes: Template['Resources'] = {},
): Promise<Desk> {
  const events: LocalEvent[] = [];
  const api = readGraphqlApi(shopReader({ Resources: { ...deskResources, ...changes } }))!;
  const engine = await GraphqlEngine.load(api, {
    packages,
    services: {
      sqs: { ...nowhere, targetPrefix: 'AmazonSQS', queueUrl: (name) => name },
      dynamodb: { ...nowhere, targetPrefix: 'DynamoDB_20120810' },
      ...services,
    },
    report: (event) => events.push(event),
  });
  return { engine, events };
}
