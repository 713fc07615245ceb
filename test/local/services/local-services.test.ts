import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ProjectPackages } from '../../../src/local/project-packages';
import { call, callJson, ServiceError } from '../../../src/local/services/aws-json';
import { createTables, startDynamodb } from '../../../src/local/services/local-dynamodb';
import { type RunningSqs, startSqs } from '../../../src/local/services/local-sqs';
import { LocalQueue } from '../../../src/local/services/queues';
import { redrive } from '../../../src/local/services/redrive';
import type { QueueSettings } from '../../../src/local/template/queues';

// this repository has what written projects depend on
const packages = new ProjectPackages(join(__dirname, '../../..'), 'npm install');
const { signal } = new AbortController();

let sqs: RunningSqs;
beforeAll(async () => (sqs = await startSqs(packages, 'eu-west-1')));
afterAll(async () => sqs.stop());

function queueOf(name: string, attributes: QueueSettings['attributes'] = {}): LocalQueue {
  const arn = `arn:aws:sqs:eu-west-1:000000000000:${name}`;
  return new LocalQueue(sqs, { name, arn, url: sqs.queueUrl(name), attributes, visibilityTimeoutSeconds: 30 });
}

const send = async (queue: LocalQueue, MessageBody: string) =>
  call(sqs, 'SendMessage', {
    input: {
      QueueUrl: queue.settings.url,
      MessageBody,
      MessageAttributes: { principal: { DataType: 'String', StringValue: 'me' } },
    },
  });

describe('the local SQS', () => {
  it('listens on the loopback interface alone', () => {
    expect(sqs.endpoint).toMatch(/^http:\/\/127\.0\.0\.1:\d+$/);
  });

  it('receives and deletes any number of messages', async () => {
    const queue = queueOf('many', { VisibilityTimeout: '30' });
    await queue.create();
    await Promise.all(Array.from({ length: 12 }, (_, index) => send(queue, `m${index}`)));
    const options = { maxMessages: 10, waitSeconds: 0, signal };
    const received = [...(await queue.receive(options)), ...(await queue.receive(options))];
    expect(received).toHaveLength(12);
    expect(received[0]!.Attributes.ApproximateReceiveCount).toBe('1');
    expect(await queue.depth()).toEqual({ visible: 0, inFlight: 12 });
    await queue.delete(received);
    expect(await queue.depth()).toEqual({ visible: 0, inFlight: 0 });
  });

  it('moves dead letters back, attributes included', async () => {
    const deadLetters = queueOf('orders-dlq');
    const target = queueOf('orders');
    await Promise.all([deadLetters.create(), target.create()]);
    await Promise.all(['a', 'b'].map((body) => send(deadLetters, body)));
    expect(await redrive(deadLetters, target)).toBe(2);
    expect([await deadLetters.depth(), await target.depth()]).toEqual([
      { visible: 0, inFlight: 0 },
      { visible: 2, inFlight: 0 },
    ]);
    const [message] = await target.receive({ maxMessages: 1, waitSeconds: 0, signal });
    expect(message).toMatchObject({
      Attributes: { ApproximateReceiveCount: '1' },
      MessageAttributes: { principal: { StringValue: 'me' } },
    });
  });

  it('ends a wait when it is told to', async () => {
    const queue = queueOf('empty');
    await queue.create();
    const stopping = new AbortController();
    const received = queue.receive({ maxMessages: 1, waitSeconds: 20, signal: stopping.signal });
    stopping.abort();
    await expect(received).rejects.toThrow('aborted');
  });

  it('says what it refuses', async () => {
    const error = await send(queueOf('nowhere'), 'x').catch((reason: unknown) => reason);
    expect(error).toBeInstanceOf(ServiceError);
    expect(error).toMatchObject({ status: 400, code: expect.stringMatching(/QueueDoesNotExist|NonExistentQueue/) });
  });
});

describe('the local DynamoDB', () => {
  it('takes up a folder that it has let go of', async () => {
    const path = mkdtempSync(join(tmpdir(), 'spillway-tables-'));
    const Item = { id: { S: 'a' } };
    const keys = (name: string) => ({
      TableName: 'Status',
      AttributeDefinitions: [{ AttributeName: name, AttributeType: 'S' }],
      KeySchema: [{ AttributeName: name, KeyType: 'HASH' }],
      BillingMode: 'PAY_PER_REQUEST',
    });
    const start = async () => startDynamodb(packages, 'eu-west-1', { data: { tablesPath: () => path } });
    const first = await start();
    await createTables(first, [keys('id')]);
    await call(first, 'PutItem', { input: { TableName: 'Status', Item } });
    await first.stop();
    const second = await start();
    await createTables(second, [keys('id')]);
    expect(await call(second, 'GetItem', { input: { TableName: 'Status', Key: Item } })).toEqual({ Item });
    await expect(createTables(second, [keys('number')])).rejects.toMatchObject({
      code: 'data-directory-unusable',
      message: expect.stringContaining('table Status of an earlier run is ACTIVE with the keys'),
    });
    await second.stop();
    rmSync(path, { recursive: true });
  });

  it('has the tables of the template and keeps what is put into them', async () => {
    const dynamodb = await startDynamodb(packages, 'eu-west-1');
    const table = {
      TableName: 'Status',
      AttributeDefinitions: [{ AttributeName: 'id', AttributeType: 'S' }],
      KeySchema: [{ AttributeName: 'id', KeyType: 'HASH' }],
      BillingMode: 'PAY_PER_REQUEST',
    };
    await createTables(dynamodb, [table]);
    const Item = { id: { S: 'a' } };
    await call(dynamodb, 'PutItem', { input: { TableName: 'Status', Item } });
    const body = JSON.stringify({ TableName: 'Status', Key: Item });
    const answer = await callJson(dynamodb, 'GetItem', { body });
    expect(answer).toEqual({ status: 200, body: JSON.stringify({ Item }) });
    await dynamodb.stop();
    await expect(callJson(dynamodb, 'GetItem', { body })).rejects.toThrow(/ECONNREFUSED|hang up|ECONNRESET/);
  });
});
