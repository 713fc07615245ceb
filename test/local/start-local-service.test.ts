import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { program } from './lambda/function-of';
import { apiTemplate, packages } from './rest/shop-api';
import { writeShopAssembly } from './shop-assembly';
import { post } from './shop-caller';
import { shopTemplate } from './template/shop-stack';
import type { LocalEvent } from '../../src/local/local-event';
import { type LocalService, startLocalService } from '../../src/local/start-local-service';
import { LoadRecorder } from '../../src/local/status/load-recorder';
import { Recorder } from '../../src/local/status/recorder';
import { startStatusServer } from '../../src/local/status/status-server';
import type { Template } from '../../src/local/template/assembly';

let directory: string;
let service: LocalService | undefined;
let events: LocalEvent[];
const recorder = new Recorder();

beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), 'spillway-assembly-'));
  events = [];
});
afterEach(async () => {
  await service?.stop();
  service = undefined;
  rmSync(directory, { recursive: true, force: true });
});

async function start(changes?: Template['Resources']): Promise<LocalService> {
  writeShopAssembly(directory, changes);
  service = await startLocalService({
    packages,
    program,
    project: directory,
    certificatesCommand: 'npm run certificates',
    assemblyDirectory: directory,
    stackName: 'shop',
    codeDirectory: join(directory, 'code'),
    devicesDirectory: join(directory, 'devices'),
    accountConcurrency: 50,
    coldStartMs: 0,
    port: 0,
    report: (event) => {
      recorder.record(event);
      events.push(event);
    },
  });
  return service;
}

const queueWith = (VisibilityTimeout: number, maxReceiveCount: number): Template['Resources'] => ({
  Queue: {
    Type: 'AWS::SQS::Queue',
    Properties: {
      QueueName: 'shop-orders',
      VisibilityTimeout,
      RedrivePolicy: { deadLetterTargetArn: { 'Fn::GetAtt': ['Dlq', 'Arn'] }, maxReceiveCount },
    },
  },
  Source: {
    Type: 'AWS::Lambda::EventSourceMapping',
    Properties: {
      EventSourceArn: { 'Fn::GetAtt': ['Queue', 'Arn'] },
      FunctionName: { Ref: 'Handler' },
      FunctionResponseTypes: ['ReportBatchItemFailures'],
    },
  },
});

const logged = () => events.flatMap((event) => (event.type === 'log' ? event.line : []));

describe('a local service', () => {
  it('takes what a caller sends to the handler', async () => {
    const started = await start();
    expect(started).toMatchObject({
      name: 'shop',
      region: 'eu-west-1',
      routes: expect.arrayContaining(['POST /orders']),
    });
    expect(started.url).toMatch(/^http:\/\/127\.0\.0\.1:\d+\/v1\/$/);
    expect(await post(started, '{"count":1}')).toBe(202);
    const expected = 'arn:aws:iam::000000000000:user/alice sent {"count":1}';
    await expect.poll(logged, { timeout: 5000 }).toEqual([expected]);
    expect(events).toContainEqual({
      type: 'problem',
      message: 'FilterCriteria of the event source on shop-orders has no effect locally',
    });
  });

  it('shows its state, and moves dead letters back', async () => {
    const started = await start(queueWith(1, 2));
    const status = await startStatusServer(started, recorder, new LoadRecorder());
    const ask = async (path: string, init?: RequestInit) => fetch(`http://127.0.0.1:${status.port}${path}`, init);
    try {
      expect(await (await ask('/metrics.json?since=0')).json()).toEqual({ name: 'shop', samples: [] });
      expect(await (await ask('/')).text()).toContain('<h1 id="name">');
      expect(await post(started, '{"count":1,"note":"bad"}')).toBe(202);
      const deadLetters = async () => (await recorder.takeSample(started)).workers[0]!.deadLetters;
      await expect.poll(deadLetters, { timeout: 8000, interval: 100 }).toBe(1);
      expect(logged()).toHaveLength(2);
      expect(await (await ask('/status.json')).json()).toMatchObject({
        name: 'shop',
        samples: expect.arrayContaining([
          expect.objectContaining({
            workers: [expect.objectContaining({ name: 'orders', deadLetters: 1, reservedConcurrency: 27 })],
          }),
        ]),
      });
      const headers = { 'x-spillway-local': 'redrive' };
      expect((await ask('/redrive/orders', { method: 'POST' })).status).toBe(404);
      expect(await (await ask('/redrive/audit', { method: 'POST', headers })).json()).toEqual({
        message: 'worker "audit" has no dead-letter queue; give one of: orders',
      });
      expect(await (await ask('/redrive/orders', { method: 'POST', headers })).json()).toEqual({ moved: 1 });
      await expect.poll(() => logged().length, { timeout: 5000 }).toBe(3);
    } finally {
      await status.stop();
    }
  });

  it('takes over another synthesis, and keeps what is in its queues', async () => {
    const started = await start();
    const attributes = queueWith(3, 4);
    const say = "exports.handler = async ({ Records }) => Records.forEach(() => console.log('the new code'));";
    const { Handler } = shopTemplate.Resources;
    const properties = { ...Handler!.Properties, ReservedConcurrentExecutions: 2, Code: { S3Key: 'def.zip' } };
    const busy = { Handler: { ...Handler!, Properties: { ...properties, ReservedConcurrentExecutions: 0 } } };
    writeShopAssembly(directory, { ...attributes, ...busy }, { other: say });
    expect(await started.reloadStack()).toEqual({
      changed: ['shop-orders', 'orders/Handler', 'event source of shop-orders'],
      atStart: [],
    });
    expect(await post(started, '{"count":1}')).toBe(202); // throttled now, and waits in the queue
    await expect.poll(() => events.some(({ type }) => type === 'throttle'), { timeout: 5000 }).toBe(true);
    writeShopAssembly(directory, { ...attributes, Handler: { ...Handler!, Properties: properties } }, { other: say });
    expect((await started.reloadStack()).changed).toEqual(['orders/Handler']);
    await expect.poll(logged, { timeout: 10_000 }).toEqual(['the new code']);
    const [worker] = (await recorder.takeSample(started)).workers;
    expect(worker).toMatchObject({ reservedConcurrency: 2, maximumConcurrency: 1250, deadLetters: 0 });
  });

  it('takes over what its callers reach, and says what waits for the next start', async () => {
    const started = await start();
    const table = { Type: 'AWS::DynamoDB::Table', Properties: { TableName: 'extra' } };
    const strict = { type: 'object', required: ['sku'] };
    const { Model } = apiTemplate.Resources;
    const model = { ...Model!, Properties: { ...Model!.Properties, Schema: strict } };
    writeShopAssembly(directory, { Extra: table, Model: model });
    expect(await started.reloadStack()).toEqual({
      changed: ['API'],
      atStart: ['AWS::DynamoDB::Table "Extra", which was added'],
    });
    expect(await post(started, '{"count":1}')).toBe(400);
    expect(await post(started, '{"sku":"a"}')).toBe(202);
    expect(await started.reloadStack()).toEqual({
      changed: [],
      atStart: ['AWS::DynamoDB::Table "Extra", which was added'],
    });
    writeShopAssembly(directory, { Model: model });
    expect(await started.reloadStack()).toEqual({ changed: [], atStart: [] });
  });

  it('has one stand-in for what a service begins to call while it runs', async () => {
    const started = await start();
    const { Handler } = shopTemplate.Resources;
    const Environment = { Variables: { DOWNSTREAM_BASE_URL: { Ref: 'DownstreamBaseUrl' } } };
    const calling = { Handler: { ...Handler!, Properties: { ...Handler!.Properties, Environment } } };
    writeShopAssembly(directory, calling, { parameters: { DownstreamBaseUrl: {} } });
    expect((await started.reloadStack()).changed).toEqual(['orders/Handler']);
    expect((await started.reloadStack()).changed).toEqual([]); // as another address would be another variable
  });

  it('goes on as before when it cannot take over another synthesis', async () => {
    const started = await start();
    const { Handler } = shopTemplate.Resources;
    writeShopAssembly(directory, { Handler: { ...Handler!, Properties: { ...Handler!.Properties, Code: {} } } });
    await expect(started.reloadStack()).rejects.toThrow('the code of Handler is not an asset of this app');
    expect(await post(started, '{"count":1}')).toBe(202);
    await expect.poll(() => logged().length, { timeout: 5000 }).toBe(1);
  });

  it('stops everything, and leaves the services where nobody reaches them', async () => {
    const started = await start();
    await started.stop();
    for (const address of [started.url, started.sqsEndpoint, started.dynamodbEndpoint]) {
      await expect(fetch(address)).rejects.toThrow('fetch failed');
    }
  });

  it('says what is missing, and stops what it had started', async () => {
    const domain = {
      Domain: {
        Type: 'AWS::ApiGateway::DomainName',
        Properties: { MutualTlsAuthentication: { TruststoreUri: 's3://assets/abc.zip' } },
      },
    };
    await expect(start(domain)).rejects.toThrow('make the certificates with "npm run certificates"');
    expect(existsSync(join(directory, 'code'))).toBe(false);
  });
});
