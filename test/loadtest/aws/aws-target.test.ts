import { afterEach, describe, expect, it, vi } from 'vitest';
import { FakeStack, type StackContents } from './fake-stack';
import { awsTarget } from '../../../src/loadtest/aws/aws-target';
import { type AwsClients, closeClients, openClients } from '../../../src/loadtest/aws/clients';
import { readFrontDoor } from '../../../src/loadtest/aws/front-door';
import type { LoadTarget } from '../../../src/loadtest/load-target';
import { packageRoot } from '../../../src/package-info';
import { planConcurrency } from '../../../src/plan/plan-concurrency';
import { specOf } from '../../valid-answers';
import { runWith } from '../runs';

const spec = specOf({ name: 'shop', region: 'eu-west-1', workers: [{ name: 'orders', weight: 1 }] });
const service = { directory: packageRoot, spec, plan: planConcurrency(spec) };

const minute = Math.floor(Date.now() / 60_000) * 60;
const deadLetterArn = 'arn:aws:sqs:eu-west-1:111122223333:shop-orders-dlq';
const complete = {
  oldestAge: [[minute, 12]],
  concurrency: [[minute, 6]],
  invocations: [
    [minute - 60, 30],
    [minute, 20],
  ],
  errors: [[minute, 1]],
  throttles: [[minute, 2]],
  processed: [
    [minute - 60, 60],
    [minute, 39],
  ],
} as const;
const deployed: StackContents = {
  outputs: { ApiUrl: 'https://abc.execute-api.eu-west-1.amazonaws.com/v1/', DeadLetterQueueArnOrders: deadLetterArn },
  depths: {
    'shop-orders': [
      [0, 0],
      [40, 5],
      [0, 0],
    ],
    'shop-orders-dlq': [
      [3, 0],
      [3, 0],
      [4, 0],
    ],
  },
  metrics: [{ processed: [[minute - 60, 60]] }, { ...complete, throttles: [] }, complete],
  entrance: { Count: [70, 50], '4XXError': [20] },
};

let stack: FakeStack;
let clients: AwsClients;
afterEach(async () => {
  closeClients(clients);
  vi.unstubAllEnvs();
  await stack.stop();
});

async function open(changes: Partial<StackContents> = {}, metricPatienceMs = 60_000): Promise<LoadTarget> {
  stack = new FakeStack({ ...deployed, ...changes });
  vi.stubEnv('AWS_ENDPOINT_URL', await stack.start());
  vi.stubEnv('AWS_ACCESS_KEY_ID', 'AKIDEXAMPLE');
  vi.stubEnv('AWS_SECRET_ACCESS_KEY', 'secret');
  vi.stubEnv('AWS_PROFILE', undefined);
  clients = openClients({ project: packageRoot, region: 'eu-west-1', withIot: false });
  return awsTarget(clients, service, { profile: 'staging', metricIntervalMs: 1, metricPatienceMs, metricSettleMs: 1 });
}

const { signal } = new AbortController();

describe('awsTarget', () => {
  it('finds where the stack of the project is reached', async () => {
    const { url, environment } = await open();
    expect(url).toBe('https://abc.execute-api.eu-west-1.amazonaws.com/v1/');
    expect(environment).toEqual({
      SPILLWAY_LOADTEST_TARGET: url,
      SPILLWAY_LOADTEST_REGION: 'eu-west-1',
      SPILLWAY_LOADTEST_SERVICE: 'execute-api',
      AWS_PROFILE: 'staging',
    });
  });

  it('refuses a stack of the same name that is not of the project', async () => {
    await expect(open({ outputs: { ApiUrl: 'https://example.com/' } })).rejects.toThrow(
      'stack shop in eu-west-1 is not the one of this project: it has no output DeadLetterQueueArnOrders',
    );
  });

  it('reads the metrics until they account for every message, and measures the worker', async () => {
    const target = await open();
    expect(await target.queues()).toEqual([{ name: 'orders', waiting: 40, inFlight: 5 }]);
    const { sent } = runWith();
    const observed = await target.observe(sent, { until: Date.now(), signal });
    expect(observed).toMatchObject({ accountConcurrency: 500, resolutionSeconds: 5 });
    expect(observed.workers).toMatchObject([
      {
        name: 'orders',
        processed: 99,
        deadLetters: 1,
        invocations: 50,
        errors: 1,
        throttles: 2,
        oldestAgeSeconds: 12,
        concurrency: 6,
        maximumConcurrency: 7,
        reservedConcurrency: 8,
      },
    ]);
    expect(
      observed.workers[0]!.moments.map(({ waiting, inFlight, deadLetters }) => [waiting, inFlight, deadLetters]),
    ).toEqual([
      [0, 0, 0],
      [40, 5, 0],
      [0, 0, 1],
    ]);
    expect(observed.statuses).toEqual({ Count: 120, '4XXError': 20 });
    expect(stack.calls.filter(({ operation }) => operation === 'GetMetricData')).toHaveLength(4);
  });

  it('asks for the metrics by the names of what is deployed', async () => {
    const target = await open();
    await target.observe(runWith().sent, { until: Date.now(), signal });
    const { input } = stack.calls.find(({ operation }) => operation === 'GetMetricData')!;
    const asked = (input.MetricDataQueries as { Id: string; MetricStat: object }[]).map(({ Id, MetricStat }) => [
      Id,
      MetricStat,
    ]);
    expect(Object.fromEntries(asked)).toMatchObject({
      concurrency: {
        Metric: {
          Namespace: 'AWS/Lambda',
          MetricName: 'ConcurrentExecutions',
          Dimensions: [{ Name: 'FunctionName', Value: 'shop-ordersHandler-1A2B' }],
        },
        Period: 60,
        Stat: 'Maximum',
      },
      processed: {
        Metric: {
          Namespace: 'shop',
          MetricName: 'MessagesProcessed',
          Dimensions: [{ Name: 'service', Value: 'orders' }],
        },
        Stat: 'Sum',
      },
      oldestAge: { Metric: { Dimensions: [{ Name: 'QueueName', Value: 'shop-orders' }] } },
    });
  });

  it('takes what there is when messages never show', async () => {
    const target = await open({ metrics: [{ processed: [[minute, 7]] }] }, 10);
    const { workers } = await target.observe(runWith().sent, { until: Date.now(), signal });
    expect(workers[0]!.processed).toBe(7);
  });

  it.each([
    ['iot', ['AWS::IoT::TopicRule', 'shop_orders'], { Name: 'RuleName', Value: 'shop_orders' }],
    ['graphql', ['AWS::AppSync::GraphQLApi', 'arn:aws:appsync:x:1:apis/abc'], { Name: 'GraphQLAPIId', Value: 'abc' }],
  ] as const)('asks about the entrance of %s by what the stack holds', async (api, resource, dimension) => {
    await open({ resources: [['AWS::SQS::Queue', 'shop-orders'], resource] });
    const window = { stackName: 'shop', from: minute * 1000, until: Date.now() };
    await readFrontDoor(clients, { api, auth: 'sigv4' }, window);
    const { input } = stack.calls.find(({ operation }) => operation === 'GetMetricData')!;
    expect(input.MetricDataQueries).toMatchObject([
      { MetricStat: { Metric: { Dimensions: [dimension] } } },
      { MetricStat: { Metric: { Dimensions: [dimension] } } },
      ...(api === 'iot' ? [{}] : []),
    ]);
  });
});
