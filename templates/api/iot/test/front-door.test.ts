import { Match } from 'aws-cdk-lib/assertions';
import { describe, expect, test } from 'vitest';
import { workers } from '../src/spillway/concurrency';
import { serviceTemplate } from './support/service-template';

const template = serviceTemplate();

interface RulePayload {
  readonly Actions: readonly {
    readonly Sqs: { readonly QueueUrl: { readonly Ref: string }; readonly RoleArn: unknown };
  }[];
  readonly ErrorAction: { readonly CloudwatchLogs: { readonly LogGroupName: unknown; readonly RoleArn: unknown } };
}

const rules = Object.values(template.findResources('AWS::IoT::TopicRule')).map((it) => ({
  name: String(it.Properties.RuleName),
  payload: it.Properties.TopicRulePayload as RulePayload,
}));

const errorLogId = Object.keys(template.findResources('AWS::Logs::LogGroup')).find((id) =>
  id.startsWith('FrontDoorRuleErrors'),
);

describe.each(Object.keys(workers))('the rule of %s', (worker) => {
  const rule = rules.find(({ name }) => name === `service__${worker.replaceAll('-', '_')}`);

  test('sends to the queue of the worker and to no other', () => {
    const [queueId = ''] = Object.keys(
      template.findResources('AWS::SQS::Queue', { Properties: { QueueName: `service-${worker}` } }),
    );
    expect(rule?.payload.Actions).toEqual([
      { Sqs: { QueueUrl: { Ref: queueId }, RoleArn: expect.anything(), UseBase64: false } },
    ]);
    template.hasResourceProperties('AWS::IAM::Policy', {
      Roles: [{ Ref: roleId(rule?.payload) }],
      PolicyDocument: {
        Statement: [
          Match.objectLike({ Action: 'sqs:SendMessage', Resource: { 'Fn::GetAtt': [queueId, 'Arn'] } }),
          Match.objectLike({ Action: Match.arrayWith(['logs:PutLogEvents']) }),
        ],
      },
    });
  });

  test('logs what does not get there', () => {
    expect(rule?.payload.ErrorAction.CloudwatchLogs).toMatchObject({ LogGroupName: { Ref: errorLogId } });
  });

  test('has an alarm for throttling', () => {
    const ids = Object.keys(template.findResources('AWS::CloudWatch::Alarm'));
    const suffix = worker.replaceAll('-', '');
    expect(ids).toContainEqual(expect.stringMatching(new RegExp(`^ObservabilityFrontDoorRuleThrottles${suffix}`)));
  });
});

test('every rule has a role of its own', () => {
  expect(new Set(rules.map(({ payload }) => roleId(payload))).size).toBe(Object.keys(workers).length);
});

test('a message in the error log raises an alarm', () => {
  template.hasResourceProperties('AWS::CloudWatch::Alarm', {
    Namespace: 'AWS/Logs',
    MetricName: 'IncomingLogEvents',
    Dimensions: [{ Name: 'LogGroupName', Value: { Ref: errorLogId } }],
    Threshold: 1,
  });
});

function roleId(payload?: RulePayload): string {
  const { 'Fn::GetAtt': [id = ''] = [] } = payload?.Actions[0]?.Sqs.RoleArn as { 'Fn::GetAtt'?: string[] };
  return id;
}
