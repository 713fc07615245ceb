import { expect, test } from 'vitest';
import { serviceTemplate } from './support/service-template';

test('every method asks for an IAM signature', () => {
  const methods = Object.values(serviceTemplate().findResources('AWS::ApiGateway::Method'));
  expect(methods).not.toHaveLength(0);
  expect(methods.filter((method) => method.Properties.AuthorizationType !== 'AWS_IAM')).toEqual([]);
});
