import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Desk, deskResources, openDesk } from './desk-api';
import { iamIdentity } from '../../../src/local/graphql/graphql-door';
import type { GraphqlAnswer } from '../../../src/local/graphql/graphql-engine';
import { call } from '../../../src/local/services/aws-json';
import { createTables, startDynamodb } from '../../../src/local/services/local-dynamodb';
import { type RunningService, type RunningSqs, startSqs } from '../../../src/local/services/local-sqs';
import { packages } from '../rest/shop-api';

const alice = { identity: iamIdentity({ arn: 'arn:aws:iam::000000000000:user/alice' }), headers: { desk: 'front' } };
let desk: Desk;
let sqs: RunningSqs;
let dynamodb: RunningService;

beforeAll(async () => {
  sqs = await startSqs(packages, 'eu-west-1');
  dynamodb = await startDynamodb(packages, 'eu-west-1');
  await call(sqs, 'CreateQueue', { input: { QueueName: 'desk-orders' } });
  const KeySchema = [{ AttributeName: 'id', KeyType: 'HASH' }];
  const AttributeDefinitions = [{ AttributeName: 'id', AttributeType: 'S' }];
  const table = { TableName: 'orders', KeySchema, AttributeDefinitions, BillingMode: 'PAY_PER_REQUEST' };
  await createTables(dynamodb, [table]);
  const Item = { id: { S: 'a' }, result: { S: '{"n":1}' } };
  await call(dynamodb, 'PutItem', { input: { TableName: 'orders', Item } });
  desk = await openDesk({ sqs, dynamodb });
});
afterAll(async () => {
  await sqs.stop();
  await dynamodb.stop();
});

const ask = async (query: string, variables = {}): Promise<GraphqlAnswer> =>
  desk.engine.execute({ query, variables }, alice);

const submit = 'mutation ($text: String!, $action: String) { answer: submit(text: $text, action: $action) }';

describe('a resolver', () => {
  it('sends a message to its queue, and sees the answer of SQS as XML', async () => {
    const { data } = await ask(submit, { text: "it's <ä> + b" });
    expect((data as { answer: string }).answer).toMatch(/^200 <SendMessageResponse><SendMessageResult><M/);
    const { Messages } = await call<{ Messages: object[] }>(sqs, 'ReceiveMessage', {
      input: { QueueUrl: sqs.queueUrl('desk-orders') },
    });
    expect(Messages).toMatchObject([{ Body: "it's <ä> + b" }]);
    expect(desk.events).toEqual([{ type: 'accepted', resolver: 'Mutation.submit' }]);
  });

  it('sees what SQS refuses as an answer, and what is not there as an error', async () => {
    expect(await ask(submit, { text: '\u0001' })).toMatchObject({
      data: { answer: expect.stringMatching(/^400 <ErrorResponse><Error>.*<Code>InvalidMessageContents</) as string },
    });
    expect(await ask(submit, { text: 'a', action: 'PurgeQueue' })).toMatchObject({
      data: { answer: expect.stringContaining('<Code>InvalidAction</Code>') as string },
    });
    expect(desk.events.filter(({ type }) => type === 'accepted')).toHaveLength(1);
    const { Submit } = deskResources;
    const elsewhere = { ...Submit!, Properties: { ...Submit!.Properties, DataSourceName: 'elsewhere' } };
    const other = await openDesk({ sqs }, { Submit: elsewhere });
    expect(await other.engine.execute({ query: submit, variables: { text: 'a' } }, alice)).toMatchObject({
      data: {
        answer: expect.stringContaining('POST https://example.com/000000000000/desk-orders does not run') as string,
      },
    });
  });

  it('gets an item, nothing where there is none, and may answer before it asks', async () => {
    const status = (id: string) => `status(id: "${id}") { id result }`;
    expect(await ask(`{ ${status('a')} }`)).toEqual({ data: { status: { id: 'a', result: '{"n":1}' } } });
    expect(await ask(`{ ${status('b')} }`)).toEqual({ data: { status: null } });
    expect(await ask(`{ ${status('')} }`)).toEqual({ data: { status: { id: 'none', result: null } } });
  });

  it('knows who calls, with which headers, and its environment', async () => {
    const data = { caller: 'arn:aws:iam::000000000000:user/alice,front,test' };
    expect(await ask('{ caller }')).toEqual({ data });
  });

  it.each([
    ['own', { errorType: 'Closed', message: 'not today', data: { a: 1 } }],
    ['other', { errorType: 'Unauthorized', message: 'Not Authorized to access refuse on type Query' }],
    ['broken', { errorType: 'Code', message: "Cannot read properties of undefined (reading 'there')" }],
  ])('ends a request in its %s way', async (how, error) => {
    const expected = { path: ['refuse'], locations: [{ line: 1, column: 3, sourceName: null }], ...error };
    expect(await ask(`{ refuse(how: "${how}") }`)).toMatchObject({ data: { refuse: null }, errors: [expected] });
    expect(desk.events).toContainEqual({ type: 'log', function: 'Query.refuse', line: 'refused {"to":"alice"}' });
    const isReported = desk.events.some((event) => event.type === 'problem' && event.message.includes(error.message));
    expect(isReported).toBe(how === 'broken');
  });

  it('gets the value of AWSJSON, and gives it as text', async () => {
    const publish = 'mutation ($result: AWSJSON) { publish(id: "a", result: $result) { result } }';
    expect(await ask(publish, { result: '{"n":[1]}' })).toEqual({ data: { publish: { result: '{"n":[1]}' } } });
    const refused = { data: null, errors: [expect.objectContaining({ path: null, errorType: 'ValidationError' })] };
    expect(await ask(publish, { result: '{' })).toEqual(refused);
  });

  it('is refused when its code does not load', async () => {
    const { Caller } = deskResources;
    const load = async (Code: string) =>
      openDesk({}, { Caller: { ...Caller!, Properties: { ...Caller!.Properties, Code } } });
    await expect(load("import fs from 'node:fs'; fs.x()")).rejects.toThrow(
      'resolver Query.caller does not load: import of "node:fs"',
    );
    await expect(load('export function request() {}')).rejects.toThrow('resolver Query.caller has no response');
  });
});

describe('a request', () => {
  it.each([
    ['that does not parse', '{', 'InvalidSyntax', 'Syntax Error'],
    ['outside of the schema', '{ other }', 'ValidationError', 'Cannot query field "other"'],
    ['for the schema itself', '{ __type(name: "Order") { name } }', 'ValidationError', 'introspection'],
    ['that is too deep', '{ status(id: "a") { parent { parent { id } } } }', 'QueryDepthLimit', '4 levels'],
    ['that is a subscription', 'subscription { finished(id: "a") { id } }', 'BadRequest', 'WebSocket'],
    ['of two operations', 'query A { caller } query B { caller }', 'UnknownOperation', 'does not name one'],
  ])('%s is refused', async (_case, query, errorType, message) => {
    expect(await ask(query)).toMatchObject({
      data: null,
      errors: [{ errorType, message: expect.stringContaining(message) as string }],
    });
  });

  it('runs as many resolvers as the API lets it', async () => {
    const { data, errors } = await ask('{ a: caller b: caller c: caller }');
    expect(data).toMatchObject({ a: expect.any(String) as string, b: expect.any(String) as string, c: null });
    expect(errors).toMatchObject([{ path: ['c'], errorType: 'ResolverCountLimit' }]);
  });
});

describe('a template', () => {
  it('with another way to prove oneself does not run', async () => {
    const Api = { Type: 'AWS::AppSync::GraphQLApi', Properties: { AuthenticationType: 'API_KEY' } };
    await expect(openDesk({}, { Api })).rejects.toThrow('authenticates by API_KEY; locally, AWS_IAM alone');
  });

  it('with another data source does not run', async () => {
    const Local = { Type: 'AWS::AppSync::DataSource', Properties: { Name: 'local', Type: 'AWS_LAMBDA' } };
    await expect(openDesk({}, { Local })).rejects.toThrow('is of type AWS_LAMBDA, which does not run locally');
  });
});
