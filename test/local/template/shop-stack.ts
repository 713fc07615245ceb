import type { SynthesizedStack, Template } from '../../../src/local/template/assembly';
import { StackReader } from '../../../src/local/template/stack-reader';

const resource = (Type: string, Properties: object, path?: string) => ({
  Type,
  Properties: Properties as Record<string, unknown>,
  ...(path === undefined ? {} : { Metadata: { 'aws:cdk:path': `shop/${path}/Resource` } }),
});

/** A worker with its queues and a table, as the CDK writes them. */
export const shopTemplate: Template = {
  Parameters: { Stage: { Default: 'test' }, Open: {} },
  Resources: {
    Queue: resource('AWS::SQS::Queue', {
      QueueName: 'shop-orders',
      VisibilityTimeout: 48,
      RedrivePolicy: { deadLetterTargetArn: { 'Fn::GetAtt': ['Dlq', 'Arn'] }, maxReceiveCount: 5 },
    }),
    Dlq: resource('AWS::SQS::Queue', { QueueName: 'shop-orders-dlq', MessageRetentionPeriod: 1209600 }),
    Table: resource('AWS::DynamoDB::GlobalTable', {
      AttributeDefinitions: [{ AttributeName: 'id', AttributeType: 'S' }],
      KeySchema: [{ AttributeName: 'id', KeyType: 'HASH' }],
      BillingMode: 'PAY_PER_REQUEST',
      Replicas: [{ Region: 'eu-west-1' }],
      TimeToLiveSpecification: { AttributeName: 'expiresAt', Enabled: true },
    }),
    Handler: resource(
      'AWS::Lambda::Function',
      {
        Code: { S3Bucket: { 'Fn::Sub': 'assets-${AWS::AccountId}' }, S3Key: 'abc.zip' },
        Environment: { Variables: { TABLE: { Ref: 'Table' }, QUEUE: { Ref: 'Queue' }, TRIES: 3 } },
        Handler: 'index.handler',
        MemorySize: 512,
        ReservedConcurrentExecutions: 27,
        Role: { 'Fn::GetAtt': ['Role', 'Arn'] },
        Runtime: 'nodejs24.x',
        Timeout: 8,
      },
      'orders/Handler',
    ),
    Role: resource('AWS::IAM::Role', {}),
    Python: resource('AWS::Lambda::Function', { Runtime: 'python3.13' }),
    Source: resource('AWS::Lambda::EventSourceMapping', {
      EventSourceArn: { 'Fn::GetAtt': ['Queue', 'Arn'] },
      FunctionName: { Ref: 'Handler' },
      FunctionResponseTypes: ['ReportBatchItemFailures'],
      MaximumBatchingWindowInSeconds: 1,
      ScalingConfig: { MaximumConcurrency: 24 },
      FilterCriteria: { Filters: [] },
    }),
  },
};

export function shopStack(template = shopTemplate): SynthesizedStack {
  return { name: 'shop', region: 'eu-west-1', template, assets: new Map([['abc.zip', '/out/asset.abc']]) };
}

export function shopReader(template?: Template): StackReader {
  return new StackReader(shopStack(template), (name) => `http://sqs.test/${name}`);
}
