import { beforeEach, describe, expect, test, vi } from 'vitest';
import { GraphqlClient } from '../../clients/graphql-client';
import { handleMessages } from '../../src/spillway/runtime/handle-messages';
import { FakeDynamoDb } from '../support/fake-dynamodb';
import { lambdaContext } from '../support/lambda-context';
import { sqsEvent, sqsRecord } from '../support/sqs-event';

const succeed = async () => 'done';
const fail = () => Promise.reject(new Error('downstream is down'));

beforeEach(() => {
  FakeDynamoDb.install();
});

describe('subscribers hear of the end, and not of the steps before', () => {
  test.each([
    { process: succeed, receiveCount: 1, published: [{ id: 'a', status: 'SUCCEEDED', result: '"done"' }] },
    { process: fail, receiveCount: 4, published: [] },
    { process: fail, receiveCount: 5, published: [{ id: 'a', status: 'FAILED' }] },
  ])('on receive $receiveCount: $published', async ({ process, receiveCount, published }) => {
    const execute = vi.spyOn(GraphqlClient.prototype, 'execute').mockResolvedValue({});
    const event = sqsEvent(sqsRecord({ id: 'a', receiveCount }));
    await handleMessages(process)(event, lambdaContext).catch(() => undefined);
    expect(execute.mock.calls.map(([, variables]) => variables)).toMatchObject(published);
  });
});

test('a message is handled although nobody can be told', async () => {
  vi.spyOn(GraphqlClient.prototype, 'execute').mockRejectedValue(new Error('AppSync is down'));
  const handler = handleMessages(succeed);
  await expect(handler(sqsEvent(sqsRecord({ id: 'a' })), lambdaContext)).resolves.toEqual({ batchItemFailures: [] });
});
