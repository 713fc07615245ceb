import { describe, expect, it } from 'vitest';
import { shopReader, shopTemplate } from './shop-stack';
import { readEventSources } from '../../../src/local/template/event-sources';
import { readFunctions } from '../../../src/local/template/functions';
import { readQueues } from '../../../src/local/template/queues';
import { readTables } from '../../../src/local/template/tables';
import { resolveValue } from '../../../src/local/template/values';

const dlqArn = 'arn:aws:sqs:eu-west-1:000000000000:shop-orders-dlq';

describe('resolveValue', () => {
  it.each([
    [{ Ref: 'AWS::Region' }, 'eu-west-1'],
    [{ Ref: 'Stage' }, 'test'],
    [{ Ref: 'Table' }, 'Table'],
    [{ 'Fn::GetAtt': ['Dlq', 'Arn'] }, dlqArn],
    [{ 'Fn::GetAtt': 'Dlq.Arn' }, dlqArn],
    [{ 'Fn::Join': ['/', ['a', { Ref: 'Stage' }]] }, 'a/test'],
    [{ 'Fn::Select': [1, { 'Fn::Split': ['-', 'a-b'] }] }, 'b'],
    [{ 'Fn::Sub': '${Dlq.QueueName} ${!kept} ${AWS::AccountId}' }, 'shop-orders-dlq ${kept} 000000000000'],
    [{ 'Fn::Sub': ['${x}', { x: { Ref: 'Stage' } }] }, 'test'],
    [
      [{ nested: { Ref: 'Queue' } }, 1, null],
      [{ nested: 'http://sqs.test/shop-orders' }, 1, null],
    ],
  ])('%j is %j', (value, expected) => expect(resolveValue(value, shopReader())).toEqual(expected));

  it.each([
    [{ 'Fn::ImportValue': 'x' }, 'Fn::ImportValue has no value in a local run'],
    [{ Ref: 'Open' }, 'parameter "Open" has no default'],
    [{ Ref: 'Nothing' }, 'refers to "Nothing"'],
    [{ 'Fn::GetAtt': ['Queue', 'Size'] }, 'Queue.Size has no value'],
  ])('%j is refused', (value, reason) => expect(() => resolveValue(value, shopReader())).toThrow(reason));
});

describe('reading a stack', () => {
  it('finds queues, dead-letter queues first', () => {
    expect(readQueues(shopReader())).toEqual([
      {
        name: 'shop-orders-dlq',
        arn: dlqArn,
        url: 'http://sqs.test/shop-orders-dlq',
        attributes: { MaximumMessageSize: '1048576', MessageRetentionPeriod: '1209600' },
        visibilityTimeoutSeconds: 30,
      },
      {
        name: 'shop-orders',
        arn: 'arn:aws:sqs:eu-west-1:000000000000:shop-orders',
        url: 'http://sqs.test/shop-orders',
        attributes: {
          MaximumMessageSize: '1048576',
          VisibilityTimeout: '48',
          RedrivePolicy: JSON.stringify({ deadLetterTargetArn: dlqArn, maxReceiveCount: 5 }),
        },
        visibilityTimeoutSeconds: 48,
        deadLetterQueueArn: dlqArn,
        maxReceiveCount: 5,
      },
    ]);
  });

  it('finds tables, as CreateTable takes them', () => {
    expect(readTables(shopReader())).toEqual([
      {
        TableName: 'Table',
        AttributeDefinitions: [{ AttributeName: 'id', AttributeType: 'S' }],
        KeySchema: [{ AttributeName: 'id', KeyType: 'HASH' }],
        BillingMode: 'PAY_PER_REQUEST',
      },
    ]);
  });

  it('finds functions that Node.js runs, with their limits', () => {
    expect(readFunctions(shopReader())).toEqual([
      {
        name: 'Handler',
        label: 'orders/Handler',
        handler: 'index.handler',
        codeDirectory: '/out/asset.abc',
        role: 'arn:aws:iam:eu-west-1:000000000000:Role',
        environment: { TABLE: 'Table', QUEUE: 'http://sqs.test/shop-orders', TRIES: '3' },
        timeoutMs: 8000,
        memoryMb: 512,
        reservedConcurrency: 27,
      },
    ]);
  });

  it('refuses a function whose code is no asset', () => {
    const { Handler } = shopTemplate.Resources;
    const inline = { ...Handler!, Properties: { ...Handler!.Properties, Code: { ZipFile: '' } } };
    const reader = shopReader({ Resources: { ...shopTemplate.Resources, Handler: inline } });
    expect(() => readFunctions(reader)).toThrow('the code of Handler is not an asset');
  });

  it('finds event source mappings, and what of them is left out', () => {
    expect(readEventSources(shopReader())).toEqual([
      {
        queueArn: 'arn:aws:sqs:eu-west-1:000000000000:shop-orders',
        functionName: 'Handler',
        leftOut: ['FilterCriteria'],
        settings: { batchSize: 10, batchWindowMs: 1000, reportsFailures: true, maximumConcurrency: 24 },
      },
    ]);
  });
});
