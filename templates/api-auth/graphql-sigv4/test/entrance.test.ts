import { expect, test } from 'vitest';
import { serviceTemplate } from './support/service-template';

const template = serviceTemplate();

test('the API asks for an IAM signature, and for nothing else', () => {
  const [api] = Object.values(template.findResources('AWS::AppSync::GraphQLApi'));
  expect(api?.Properties.AuthenticationType).toBe('AWS_IAM');
  expect(api?.Properties.AdditionalAuthenticationProviders).toBeUndefined();
  expect(template.findResources('AWS::AppSync::ApiKey')).toEqual({});
});

test('the stack tells callers its address', () => {
  expect(template.findOutputs('GraphqlUrl')).toHaveProperty('GraphqlUrl');
});
