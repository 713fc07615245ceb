import { describe, expect, test } from 'vitest';
import { workers } from '../src/spillway/concurrency';
import { exampleCaller as caller } from './support/caller';
import { expectedAttributes } from './support/caller-attributes';
import { integrationOf, renderMapping } from './support/mapping-template';
import { serviceTemplate } from './support/service-template';

const template = serviceTemplate();

const answerToBadRequest = (responses: ReturnType<typeof integrationOf>['IntegrationResponses']) =>
  responses.find(({ StatusCode }) => StatusCode === '400')?.ResponseTemplates['application/json'];

const hostileBodies = {
  'quotes and backslashes': '{"a":"it\'s \\"quoted\\" \\\\ "}',
  'form syntax': '{"a":"x&Action=DeleteQueue&MessageAttribute.1.Value.StringValue=forged"}',
  'percent signs and plus': '{"a":"100 % + 50%25 = a+b"}',
  newlines: '{\r\n\t"a": "line\\nline"\n}',
  unicode: '{"a":"Grüße, 世界, 🚀, \u2028"}',
  'template syntax': '{"a":"$util.urlEncode($input.body) #set($x = 1) $context.requestId ${x} #end"}',
};

describe.each(Object.keys(workers))('POST /%s', (worker) => {
  const integration = integrationOf(template, 'POST', worker);

  test.each(Object.entries(hostileBodies))('passes %s on unchanged, and nothing else', (_kind, body) => {
    const { text } = renderMapping(integration.RequestTemplates['application/json'], { body, caller });
    expect([...new URLSearchParams(text)]).toEqual([
      ['Action', 'SendMessage'],
      ['Version', '2012-11-05'],
      ['MessageBody', body],
      ...Object.entries({ requestId: 'request-1', ...expectedAttributes }).flatMap(([name, value], index) => [
        [`MessageAttribute.${index + 1}.Name`, name],
        [`MessageAttribute.${index + 1}.Value.DataType`, 'String'],
        [`MessageAttribute.${index + 1}.Value.StringValue`, value],
      ]),
    ]);
  });

  test.each(['InvalidMessageContents', 'InvalidParameterValue'])('blames the caller for a %s of SQS', (code) => {
    const body = JSON.stringify({ Error: { Code: code, Type: 'Sender' } });
    const { text, status } = renderMapping(answerToBadRequest(integration.IntegrationResponses), { body, caller });
    expect(status).toBeUndefined();
    expect(JSON.parse(text)).toMatchObject({ message: expect.stringContaining('1 MiB'), requestId: 'request-1' });
  });

  test.each([
    { Error: { Code: 'AWS.SimpleQueueService.NonExistentQueue', Message: 'InvalidParameterValue' } },
    { Error: { Code: 'RequestThrottled' } },
    {},
  ])('answers %j of SQS as an outage', (answer) => {
    const input = { body: JSON.stringify(answer), caller };
    const { text, status } = renderMapping(answerToBadRequest(integration.IntegrationResponses), input);
    expect(status).toBe(503);
    expect(JSON.parse(text)).toMatchObject({ message: expect.stringContaining('try again'), requestId: 'request-1' });
  });

  test.each(integration.IntegrationResponses)('answers $StatusCode with JSON that names the request', (response) => {
    const { text } = renderMapping(response.ResponseTemplates['application/json'], { body: '{}', caller });
    expect(Object.values(JSON.parse(text) as object)).toContain('request-1');
  });
});
