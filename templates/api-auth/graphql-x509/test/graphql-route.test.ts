import { Match } from 'aws-cdk-lib/assertions';
import { expect, test } from 'vitest';
import { workers } from '../src/spillway/concurrency';
import { submitField } from '../src/spillway/field-names';
import { integrationOf, renderMapping } from './support/mapping-template';
import { serviceTemplate } from './support/service-template';

const template = serviceTemplate();
const integration = integrationOf(template, 'POST', 'graphql') as unknown as Record<string, any>;
const roleId: string = integration.Credentials['Fn::GetAtt'][0];

test('calls AppSync under the first label of its host name, and names the caller in a header', () => {
  const uri = JSON.stringify(integration.Uri);
  expect(uri).toContain('.appsync-api:path/graphql');
  expect(uri).toContain('"GraphQLUrl"');
  expect(integration.RequestParameters).toEqual({
    'integration.request.header.x-client-subject-dn': 'context.identity.clientCert.subjectDN',
  });
});

test.each([
  '{"query":"{ a }"}',
  '{"query":"$util.urlEncode($input.body) #set($x = 1)"}',
  '{"query":"Grüße \\" \\\\ "}',
])('passes %s on unchanged', (body) => {
  const { text } = renderMapping(integration.RequestTemplates['application/json'], { body, caller: 'CN=a' });
  expect(text).toBe(body);
});

test('asks for a GraphQL request and for nothing less', () => {
  template.hasResourceProperties('AWS::ApiGateway::Model', {
    ContentType: 'application/json',
    Schema: Match.objectLike({ required: ['query'], properties: Match.objectLike({ query: { type: 'string' } }) }),
  });
});

test('the resolvers listen to the role of the gateway', () => {
  const [api] = Object.values(template.findResources('AWS::AppSync::GraphQLApi'));
  const { GATEWAY_SESSIONS: sessions } = api?.Properties.EnvironmentVariables as Record<string, object>;
  expect(JSON.stringify(sessions)).toContain(`:assumed-role/",{"Ref":"${roleId}"},"/"`);
});

test('the role may use the fields that callers know, one by one', () => {
  const [policy] = Object.values(
    template.findResources('AWS::IAM::Policy', { Properties: { Roles: [{ Ref: roleId }] } }),
  );
  const statements = policy?.Properties.PolicyDocument.Statement as { Action: string; Resource: unknown }[];
  expect(statements.map(({ Action }) => Action)).toEqual(statements.map(() => 'appsync:GraphQL'));
  const resources = JSON.stringify(statements.map(({ Resource }) => Resource));
  expect(resources).not.toContain('*');
  for (const worker of Object.keys(workers)) {
    expect(resources).toContain(`/types/Mutation/fields/${submitField(worker)}"`);
  }
});
