import { Match } from 'aws-cdk-lib/assertions';
import { describe, expect, test } from 'vitest';
import { workers } from '../src/spillway/concurrency';
import { serviceTemplate } from './support/service-template';

const template = serviceTemplate();

/** Logical id of the queue with this name. */
function queueId(queueName: string): string {
  const [id] = Object.keys(template.findResources('AWS::SQS::Queue', { Properties: { QueueName: queueName } }));
  expect(id, `queue ${queueName}`).toBeDefined();
  return id ?? '';
}

describe.each(Object.values(workers))('worker $name', (limits) => {
  const environment = Match.objectLike({ Variables: Match.objectLike({ POWERTOOLS_SERVICE_NAME: limits.name }) });

  test('takes its concurrency limits from the plan', () => {
    template.hasResourceProperties('AWS::Lambda::Function', {
      Environment: environment,
      ReservedConcurrentExecutions: limits.reservedConcurrency ?? Match.absent(),
      Timeout: limits.functionTimeoutSeconds,
    });
    template.hasResourceProperties('AWS::Lambda::EventSourceMapping', {
      EventSourceArn: { 'Fn::GetAtt': [queueId(`service-${limits.name}`), 'Arn'] },
      BatchSize: limits.batchSize,
      FunctionResponseTypes: ['ReportBatchItemFailures'],
      MaximumBatchingWindowInSeconds: limits.batchWindowSeconds,
      ScalingConfig: { MaximumConcurrency: limits.maximumConcurrency },
    });
  });

  test('gives a message its receives, then the dead-letter queue', () => {
    template.hasResourceProperties('AWS::SQS::Queue', {
      QueueName: `service-${limits.name}`,
      VisibilityTimeout: limits.visibilityTimeoutSeconds,
      RedrivePolicy: {
        deadLetterTargetArn: { 'Fn::GetAtt': [queueId(`service-${limits.name}-dlq`), 'Arn'] },
        maxReceiveCount: limits.maxReceiveCount,
      },
    });
  });

  test.each(['DeadLetters', 'OldestMessage', 'Throttles', 'Errors', 'ConcurrencyFull'])('has the alarm %s', (name) => {
    const ids = Object.keys(template.findResources('AWS::CloudWatch::Alarm'));
    const owner = limits.name.replaceAll('-', '');
    expect(ids).toContainEqual(expect.stringMatching(new RegExp(`^Observability${owner}${name}`)));
  });

  test('pins how often the AWS SDK retries', () => {
    template.hasResourceProperties('AWS::Lambda::Function', {
      Environment: { Variables: Match.objectLike({ AWS_RETRY_MODE: 'standard', AWS_MAX_ATTEMPTS: '3' }) },
    });
  });
});

test('every worker has a role of its own', () => {
  const roles = Object.values(template.findResources('AWS::Lambda::Function')).map((it) =>
    JSON.stringify(it.Properties.Role),
  );
  expect(new Set(roles).size).toBe(Object.keys(workers).length);
});

test('no policy allows all actions or, X-Ray aside, all resources', () => {
  const statements = Object.values(template.findResources('AWS::IAM::Policy')).flatMap(
    (policy) => policy.Properties.PolicyDocument.Statement as { Action: string | string[]; Resource: unknown }[],
  );
  expect(statements).not.toHaveLength(0);
  for (const { Action, Resource } of statements) {
    const actions = [Action].flat();
    expect(actions.filter((action) => action.includes('*'))).toEqual([]);
    if (Resource === '*') {
      expect(actions.every((action) => action.startsWith('xray:'))).toBe(true);
    }
  }
});
