import { Match } from 'aws-cdk-lib/assertions';
import { describe, expect, test } from 'vitest';
import { workers } from '../src/spillway/concurrency';
import { submitField } from '../src/spillway/field-names';
import { serviceTemplate } from './support/service-template';

const template = serviceTemplate();

test('the API bounds what one request can do, and hides its schema', () => {
  template.hasResourceProperties('AWS::AppSync::GraphQLApi', {
    IntrospectionConfig: 'DISABLED',
    QueryDepthLimit: 3,
    ResolverCountLimit: 10,
    XrayEnabled: true,
  });
});

test('the API logs to a group of this stack, and no other function comes along', () => {
  template.hasResourceProperties('AWS::AppSync::GraphQLApi', {
    LogConfig: Match.objectLike({ FieldLogLevel: 'ERROR' }),
  });
  template.hasResourceProperties('AWS::Logs::LogGroup', {
    LogGroupName: { 'Fn::Join': ['', ['/aws/appsync/apis/', Match.anyValue()]] },
    RetentionInDays: 30,
  });
  template.resourceCountIs('AWS::Lambda::Function', Object.keys(workers).length);
});

test('the alarm sees what resolvers log, which AppSync answers with HTTP 200', () => {
  template.hasResourceProperties('AWS::Logs::MetricFilter', { FilterPattern: '"front door failed"' });
  const ids = Object.keys(template.findResources('AWS::CloudWatch::Alarm'));
  expect(ids).toContainEqual(expect.stringMatching(/^ObservabilityFrontDoorServerErrors/));
});

describe.each(Object.keys(workers))('worker %s', (worker) => {
  const [queueId] = Object.keys(
    template.findResources('AWS::SQS::Queue', { Properties: { QueueName: `service-${worker}` } }),
  );

  test('has a mutation that sends to its queue', () => {
    const [resolver] = Object.values(
      template.findResources('AWS::AppSync::Resolver', { Properties: { FieldName: submitField(worker) } }),
    );
    expect(JSON.stringify(resolver?.Properties.Code)).toContain(`{"Fn::GetAtt":["${queueId}","QueueName"]}`);
  });

  test('is reached with a role that reaches no other', () => {
    const statements = Object.values(template.findResources('AWS::IAM::Policy')).flatMap(
      ({ Properties }) => Properties.PolicyDocument.Statement as { Action: unknown; Resource: unknown }[],
    );
    const senders = statements.filter(({ Action }) => Action === 'sqs:SendMessage');
    expect(senders).toContainEqual(expect.objectContaining({ Resource: { 'Fn::GetAtt': [queueId, 'Arn'] } }));
    expect(senders).toHaveLength(Object.keys(workers).length);
  });
});
