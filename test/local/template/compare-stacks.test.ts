import { describe, expect, it } from 'vitest';
import { shopTemplate } from './shop-stack';
import type { Template } from '../../../src/local/template/assembly';
import { compareStacks } from '../../../src/local/template/compare-stacks';

/** The shop with other properties of one resource. */
function shopWith(id: string, changes: object): Template {
  const resource = shopTemplate.Resources[id]!;
  const changed = { ...resource, Properties: { ...resource.Properties, ...changes } };
  return { Resources: { ...shopTemplate.Resources, [id]: changed } };
}

const model = { Type: 'AWS::ApiGateway::Model', Properties: { Schema: { type: 'object' } } };

describe('compareStacks', () => {
  it.each<[string, Template]>([
    ['nothing', shopTemplate],
    ['limits of a function', shopWith('Handler', { Timeout: 9, ReservedConcurrentExecutions: 3, MemorySize: 256 })],
    ['limits of an event source', shopWith('Source', { BatchSize: 3 })],
    ['a visibility timeout', shopWith('Queue', { VisibilityTimeout: 3 })],
    ['the costs of a table', shopWith('Table', { BillingMode: 'PROVISIONED' })],
    [
      'paths in metadata',
      { Resources: { ...shopTemplate.Resources, Queue: { ...shopTemplate.Resources.Queue!, Metadata: { a: 1 } } } },
    ],
    [
      'what has no part in a local run',
      { Resources: { ...shopTemplate.Resources, Alarm: { Type: 'AWS::CloudWatch::Alarm' } } },
    ],
  ])('waits for no start with %s', (_what, after) => {
    expect(compareStacks(shopTemplate, after)).toEqual({ entrance: false, atStart: [] });
  });

  it('sees what callers reach', () => {
    const withApi = { Resources: { ...shopTemplate.Resources, Model: model } };
    expect(compareStacks(shopTemplate, withApi)).toEqual({ entrance: true, atStart: [] });
    expect(compareStacks(withApi, shopTemplate).entrance).toBe(true);
  });

  it('names properties that are taken at the start', () => {
    const KeySchema = [{ AttributeName: 'id', KeyType: 'RANGE' }];
    expect(compareStacks(shopTemplate, shopWith('Table', { KeySchema, TableName: 'status' })).atStart).toEqual([
      'KeySchema of AWS::DynamoDB::GlobalTable "Table"',
      'TableName of AWS::DynamoDB::GlobalTable "Table"',
    ]);
  });

  it('names secrets, which functions are told of at their start', () => {
    const Secret = { Type: 'AWS::SecretsManager::Secret', Properties: {} };
    const { atStart } = compareStacks(shopTemplate, { Resources: { ...shopTemplate.Resources, Secret } });
    expect(atStart).toEqual(['AWS::SecretsManager::Secret "Secret", which was added']);
  });

  it('names queues that come and go', () => {
    const { Dlq, ...others } = shopTemplate.Resources;
    expect(compareStacks(shopTemplate, { Resources: others }).atStart).toEqual([
      'AWS::SQS::Queue "Dlq", which was removed',
    ]);
    expect(compareStacks({ Resources: others }, { Resources: { ...others, Dlq: Dlq! } }).atStart).toEqual([
      'AWS::SQS::Queue "Dlq", which was added',
    ]);
  });
});
