import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { packages } from './shop-api';
import { serviceOf } from '../../../src/local/rest/service-integrations';
import { type RunningSqs, startSqs } from '../../../src/local/services/local-sqs';
import { LocalQueue } from '../../../src/local/services/queues';

const dynamodb = { endpoint: 'http://127.0.0.1:1', targetPrefix: 'DynamoDB_20120810', region: 'eu-west-1' };
const plain = { headers: {}, role: '' };
const queueUri = 'arn:aws:apigateway:eu-west-1:sqs:path/000000000000/orders';
let sqs: RunningSqs;
let queue: LocalQueue;
beforeAll(async () => {
  sqs = await startSqs(packages, 'eu-west-1');
  const arn = 'arn:aws:sqs:eu-west-1:000000000000:orders';
  const settings = { name: 'orders', arn, url: sqs.queueUrl('orders'), attributes: {}, visibilityTimeoutSeconds: 30 };
  queue = new LocalQueue(sqs, settings);
  await queue.create();
});
afterAll(async () => sqs.stop());

async function send(form: Readonly<Record<string, string>>, uri = queueUri) {
  const { status, body } = await serviceOf(uri, { sqs, dynamodb })!(new URLSearchParams(form).toString(), plain);
  return { status, body: JSON.parse(body) as unknown };
}

describe('an integration with SQS', () => {
  it('sends the message with its attributes', async () => {
    const answer = await send({
      Action: 'SendMessage',
      MessageBody: '{"a":"ä + b"}',
      'MessageAttribute.1.Name': 'principal',
      'MessageAttribute.1.Value.DataType': 'String',
      'MessageAttribute.1.Value.StringValue': 'me',
    });
    expect(answer).toMatchObject({
      status: 200,
      body: { SendMessageResponse: { SendMessageResult: { MessageId: expect.any(String) as string } } },
    });
    const [message] = await queue.receive({ maxMessages: 1, waitSeconds: 0, signal: new AbortController().signal });
    expect(message).toMatchObject({
      Body: '{"a":"ä + b"}',
      MessageAttributes: { principal: { DataType: 'String', StringValue: 'me' } },
    });
  });

  it.each([
    [
      'characters that a queue does not take',
      { Action: 'SendMessage', MessageBody: '\u0001' },
      'InvalidMessageContents',
    ],
    ['another action', { Action: 'PurgeQueue' }, 'InvalidAction'],
  ])('refuses %s as SQS does', async (_case, form, Code) => {
    expect(await send(form)).toMatchObject({ status: 400, body: { Error: { Type: 'Sender', Code } } });
  });

  it('calls what does not answer a failure of the service', async () => {
    const nowhere = { ...sqs, endpoint: 'http://127.0.0.1:1', answerHere: undefined };
    const { status, body } = await serviceOf(queueUri, { sqs: nowhere, dynamodb })!('Action=SendMessage', plain);
    expect(status).toBe(503);
    expect(JSON.parse(body)).toMatchObject({ Error: { Type: 'Receiver', Code: 'ServiceUnavailable' } });
  });
});

it('an integration with a GraphQL API is what the stack has of one', () => {
  const graphql = async () => ({ status: 200, body: '{}' });
  const uri = 'arn:aws:apigateway:eu-west-1:127.appsync-api:path/graphql';
  expect(serviceOf(uri, { sqs, dynamodb, graphql })).toBe(graphql);
  expect(serviceOf(uri, { sqs, dynamodb })).toBeUndefined();
});

it('an integration with anything else is not there', () => {
  expect(serviceOf('arn:aws:apigateway:eu-west-1:lambda:path/x', { sqs, dynamodb })).toBeUndefined();
  expect(serviceOf('arn:aws:apigateway:eu-west-1:dynamodb:action/GetItem', { sqs, dynamodb })).toBeTypeOf('function');
});
