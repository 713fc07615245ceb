import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { call, type JsonService } from '../../../src/local/services/aws-json';
import type { Template } from '../../../src/local/template/assembly';
import { bundleEnvironmentProgram } from '../lambda/environment-bundle';
import { writeShopAssembly } from '../shop-assembly';
import { post } from '../shop-caller';
import { shopTemplate } from '../template/shop-stack';

let directory: string;
let child: ChildProcess | undefined;
beforeEach(() => (directory = mkdtempSync(join(tmpdir(), 'spillway-killed-'))));
afterEach(async () => {
  await kill();
  rmSync(directory, { recursive: true });
});

const maxReceiveCount = 3;
const countOf = (body: string) => (JSON.parse(body) as { count: number }).count;

/** Writes down what it begins and what it has done, one count a line; takes a while; fails what says that it is bad. */
const handler = `
const { appendFileSync } = require('node:fs');
const { setTimeout: pause } = require('node:timers/promises');
exports.handler = async ({ Records }) => {
  const failed = [];
  for (const { messageId, body } of Records) {
    const { count, note } = JSON.parse(body);
    appendFileSync(process.env.FILES + '/begun', count + '\\n');
    await pause(20);
    if (note === 'bad') failed.push({ itemIdentifier: messageId });
    else appendFileSync(process.env.FILES + '/done', count + '\\n');
  }
  return { batchItemFailures: failed };
};`;

function writeAssembly(): void {
  const { Handler } = shopTemplate.Resources;
  const changes: Template['Resources'] = {
    Stage: {
      Type: 'AWS::ApiGateway::Stage',
      Properties: { RestApiId: { Ref: 'Api' }, StageName: 'v1' },
    },
    Queue: {
      Type: 'AWS::SQS::Queue',
      Properties: {
        QueueName: 'shop-orders',
        VisibilityTimeout: 1,
        RedrivePolicy: { deadLetterTargetArn: { 'Fn::GetAtt': ['Dlq', 'Arn'] }, maxReceiveCount },
      },
    },
    Handler: {
      ...Handler!,
      Properties: { ...Handler!.Properties, Environment: { Variables: { FILES: directory } } },
    },
    Source: {
      Type: 'AWS::Lambda::EventSourceMapping',
      Properties: {
        EventSourceArn: { 'Fn::GetAtt': ['Queue', 'Arn'] },
        FunctionName: { Ref: 'Handler' },
        FunctionResponseTypes: ['ReportBatchItemFailures'],
        BatchSize: 5,
        ScalingConfig: { MaximumConcurrency: 5 },
      },
    },
  };
  writeShopAssembly(directory, changes, { code: handler });
}

interface Ready {
  readonly url: string;
  readonly sqsEndpoint: string;
  readonly dynamodbEndpoint: string;
}

/** Runs the service in a process of its own; returns what it says until it is ready. */
async function start(program: string): Promise<{ ready: Ready; restored: number }> {
  const script = join(__dirname, 'killable-service.ts');
  const args = ['--import', 'tsx', script, directory, join(directory, 'data'), program];
  child = spawn(process.execPath, args, { stdio: ['ignore', 'pipe', 'inherit'] });
  let restored = 0;
  for await (const line of createInterface({ input: child.stdout! })) {
    const event = JSON.parse(line) as { type: string; messages: number } & Ready;
    if (event.type === 'ready') {
      return { ready: event, restored };
    }
    expect(event.type).toBe('restored');
    restored += event.messages;
  }
  throw new Error('the service ended before it was ready');
}

async function kill(): Promise<void> {
  if (child?.exitCode === null && child.signalCode === null) {
    const ended = once(child, 'exit');
    child.kill('SIGKILL');
    await ended;
  }
}

const counts = (file: 'begun' | 'done') =>
  existsSync(join(directory, file)) ? readFileSync(join(directory, file), 'utf8').trim().split('\n').map(Number) : [];

/** Sends one after the other until nobody answers; notes what was answered 202. */
async function sendUntilDead(ready: Ready, counter: { next: number }, accepted: number[]): Promise<void> {
  for (;;) {
    const count = counter.next++;
    const note = count % 20 === 0 ? { note: 'bad' } : {};
    try {
      expect(await post(ready, JSON.stringify({ count, ...note }))).toBe(202);
    } catch (error) {
      if (error instanceof TypeError) {
        return; // "fetch failed"
      }
      throw error;
    }
    accepted.push(count);
  }
}

async function deadLetters(sqs: JsonService): Promise<number[]> {
  const QueueUrl = `http://sqs.eu-west-1.localhost:${new URL(sqs.endpoint).port}/000000000000/shop-orders-dlq`;
  const input = { QueueUrl, MaxNumberOfMessages: 10, VisibilityTimeout: 600 };
  const { Messages = [] } = await call<{ Messages?: { Body: string }[] }>(sqs, 'ReceiveMessage', { input });
  return Messages.map(({ Body }) => countOf(Body));
}

it('loses nothing that was answered when it is killed again and again under load', async () => {
  writeAssembly();
  const program = bundleEnvironmentProgram(directory);
  const counter = { next: 1 };
  const accepted: number[] = [];
  let restored = 0;
  for (let run = 1; run <= 3; run += 1) {
    const started = await start(program);
    restored += started.restored;
    const senders = Array.from({ length: 8 }, async () => sendUntilDead(started.ready, counter, accepted));
    await expect.poll(() => accepted.length, { timeout: 30_000, interval: 10 }).toBeGreaterThan(run * 80);
    await kill();
    await Promise.all(senders);
  }
  expect(restored).toBeGreaterThan(20);

  const { ready } = await start(program);
  const sqs = { endpoint: ready.sqsEndpoint, targetPrefix: 'AmazonSQS', region: 'eu-west-1' };
  const dead = new Set<number>();
  const unaccounted = async () => {
    (await deadLetters(sqs)).forEach((count) => dead.add(count));
    const done = new Set(counts('done'));
    return accepted.filter((count) => !done.has(count) && !dead.has(count)).length;
  };
  await expect.poll(unaccounted, { timeout: 90_000, interval: 100 }).toBe(0);
  const poison = accepted.filter((count) => count % 20 === 0);
  expect([...dead].filter((count) => count % 20 === 0)).toEqual(expect.arrayContaining(poison));
  expect(counts('done').filter((count) => count % 20 === 0)).toEqual([]);
  const begun = counts('begun');
  for (const count of poison) {
    expect(begun.filter((other) => other === count).length).toBeLessThanOrEqual(maxReceiveCount);
  }
});

it('keeps what was put into tables', async () => {
  writeAssembly();
  const program = bundleEnvironmentProgram(directory);
  const Item = { id: { S: 'a' }, note: { S: 'kept' } };
  const table = ({ ready }: { ready: Ready }): JsonService => ({
    endpoint: ready.dynamodbEndpoint,
    targetPrefix: 'DynamoDB_20120810',
    region: 'eu-west-1',
  });
  await call(table(await start(program)), 'PutItem', { input: { TableName: 'Table', Item } });
  await kill();
  const found = await call(table(await start(program)), 'GetItem', {
    input: { TableName: 'Table', Key: { id: Item.id } },
  });
  expect(found).toEqual({ Item });
});
