import { writeShopAssembly } from '../local/shop-assembly';
import { shopTemplate } from '../local/template/shop-stack';

/** How often handling a message ends badly, of 1. Whatever happens to one happens to all of its batch. */
export interface Chances {
  readonly crash: number;
  readonly throw: number;
  readonly hang: number;
}

/** Short, so that what fails comes back soon. */
const limits = { timeoutSeconds: 1, visibilityTimeoutSeconds: 2, maxReceiveCount: 5, batchSize: 10, concurrency: 8 };

/**
 * Chance decides by seed, message and receive, so that a run can be had again, and a message that met bad luck has another
 * chance. What is done is written to a file at once: what a thread prints may be lost with it.
 */
const handler = `
const { appendFileSync } = require('node:fs');
const { createHash } = require('node:crypto');
const { SEED, CHANCES, DONE } = process.env;
const { crash, throw: thrown, hang } = JSON.parse(CHANCES);
exports.handler = async ({ Records }) => {
  const failures = [];
  for (const { messageId, body, attributes } of Records) {
    const { count, note } = JSON.parse(body);
    const luck = createHash('sha256').update([SEED, count, attributes.ApproximateReceiveCount].join()).digest();
    const chance = luck.readUInt32BE() / 2 ** 32;
    if (chance < crash) process.exit(1);
    if (chance < crash + thrown) throw new Error('bad luck');
    if (chance < crash + thrown + hang) await new Promise((resolve) => setTimeout(resolve, 60_000));
    if (note === 'bad') failures.push({ itemIdentifier: messageId });
    else appendFileSync(DONE, count + '\\n');
  }
  return { batchItemFailures: failures };
};`;

export interface FailingShop {
  readonly seed: number;
  readonly chances: Chances;
  /** File that takes what is done. */
  readonly done: string;
}

/** Writes the shop, with a handler that fails in every way, and with no throttle before it. */
export function writeFailingShop(directory: string, { seed, chances, done }: FailingShop): void {
  const resource = (Type: string, Properties: object) => ({ Type, Properties: Properties as Record<string, unknown> });
  const { maxReceiveCount, concurrency } = limits;
  const RedrivePolicy = { deadLetterTargetArn: { 'Fn::GetAtt': ['Dlq', 'Arn'] }, maxReceiveCount };
  const changes = {
    Stage: resource('AWS::ApiGateway::Stage', { RestApiId: { Ref: 'Api' }, StageName: 'v1' }),
    Queue: resource('AWS::SQS::Queue', {
      QueueName: 'shop-orders',
      VisibilityTimeout: limits.visibilityTimeoutSeconds,
      RedrivePolicy,
    }),
    Handler: resource('AWS::Lambda::Function', {
      ...shopTemplate.Resources.Handler!.Properties,
      Environment: { Variables: { SEED: seed, CHANCES: JSON.stringify(chances), DONE: done } },
      ReservedConcurrentExecutions: concurrency,
      Timeout: limits.timeoutSeconds,
    }),
    Source: resource('AWS::Lambda::EventSourceMapping', {
      EventSourceArn: { 'Fn::GetAtt': ['Queue', 'Arn'] },
      FunctionName: { Ref: 'Handler' },
      FunctionResponseTypes: ['ReportBatchItemFailures'],
      BatchSize: limits.batchSize,
      ScalingConfig: { MaximumConcurrency: concurrency },
    }),
  };
  writeShopAssembly(directory, changes, { code: handler });
}
