import { expect, it } from 'vitest';
import { integrationHeaders } from '../../../src/local/rest/integration-headers';

it('an integration gets the headers that its method maps', () => {
  const parameter = (name: string, expression: string) => ({ [`integration.request.${name}`]: expression });
  const RequestParameters = {
    ...parameter('header.X-Subject', 'context.identity.clientCert.subjectDN'),
    ...parameter('header.x-kind', "'meter'"),
    ...parameter('header.x-agent', 'method.request.header.User-Agent'),
    ...parameter('header.x-id', 'method.request.path.id'),
    ...parameter('header.x-none', 'context.identity.user'),
    ...parameter('querystring.view', "'all'"),
  };
  const context = { identity: { clientCert: { subjectDN: 'CN=alice' } } };
  const parameters = { path: { id: '7' }, querystring: {}, header: { 'user-agent': 'test', cookie: 'a' } };
  expect(integrationHeaders({ Type: 'AWS', RequestParameters }, { parameters, context })).toEqual({
    'x-subject': 'CN=alice',
    'x-kind': 'meter',
    'x-agent': 'test',
    'x-id': '7',
  });
});
