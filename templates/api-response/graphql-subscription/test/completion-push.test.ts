import { Match } from 'aws-cdk-lib/assertions';
import { describe, expect, test } from 'vitest';
import { workers } from '../src/spillway/concurrency';
import { publishField } from '../src/spillway/subscription-field-names';
import { serviceTemplate } from './support/service-template';

const template = serviceTemplate();

describe.each(Object.keys(workers))('worker %s', (worker) => {
  test('may publish on its own messages, and call no other field', () => {
    const fields = `/types/Mutation/fields/${publishField(worker)}`;
    template.hasResourceProperties('AWS::IAM::Policy', {
      PolicyDocument: {
        Statement: Match.arrayWith([
          Match.objectLike({
            Action: 'appsync:GraphQL',
            Resource: { 'Fn::Join': ['', Match.arrayWith([fields])] },
          }),
        ]),
      },
    });
  });

  test('is the only one that its mutation listens to', () => {
    const [handler] = Object.values(
      template.findResources('AWS::Lambda::Function', {
        Properties: { Environment: { Variables: Match.objectLike({ POWERTOOLS_SERVICE_NAME: worker }) } },
      }),
    );
    const [roleId = ''] = handler?.Properties.Role['Fn::GetAtt'] as string[];
    const [resolver] = Object.values(
      template.findResources('AWS::AppSync::Resolver', { Properties: { FieldName: publishField(worker) } }),
    );
    expect(JSON.stringify(resolver?.Properties.Code)).toContain(`:assumed-role/",{"Ref":"${roleId}"},"/`);
  });
});

test('every worker knows the address of the API', () => {
  const functions = Object.values(template.findResources('AWS::Lambda::Function'));
  expect(functions.every(({ Properties }) => Properties.Environment.Variables.GRAPHQL_URL)).toBe(true);
});
