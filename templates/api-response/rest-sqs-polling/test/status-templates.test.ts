import { describe, expect, test } from 'vitest';
import { workers } from '../src/spillway/concurrency';
import { exampleCaller as caller, otherCaller } from './support/caller';
import { integrationOf, renderMapping } from './support/mapping-template';
import { serviceTemplate } from './support/service-template';

const template = serviceTemplate();

describe.each(Object.keys(workers))('GET /%s/{id}', (worker) => {
  const integration = integrationOf(template, 'GET', worker, '{id}');
  const success = integration.IntegrationResponses.find(({ StatusCode }) => StatusCode === '200');

  const answerTo = (getItemOutput: object) => {
    const body = JSON.stringify(getItemOutput);
    const { text, status } = renderMapping(success?.ResponseTemplates['application/json'], { body, caller });
    return { status, answer: JSON.parse(text) as unknown };
  };

  const item = {
    id: { S: 'a' },
    principal: { S: caller },
    status: { S: 'SUCCEEDED' },
    updatedAt: { S: '2026-11-23T10:00:00.000Z' },
  };

  test.each(['a-b-c', '"},"x":{"S":"', "it's", '#set($x = 1)$x', 'a/b\\', 'ü🚀'])(
    'looks for %s, and nothing else',
    (id) => {
      const { text } = renderMapping(integration.RequestTemplates['application/json'], {
        body: '',
        caller,
        pathParameters: { id },
      });
      expect(JSON.parse(text)).toMatchObject({ Key: { id: { S: id }, worker: { S: worker } } });
    },
  );

  test('answers with the result', () => {
    const result = { text: 'it\'s "quoted" #if $item.id.S' };
    expect(answerTo({ Item: { ...item, result: { S: JSON.stringify(result) } } })).toEqual({
      status: undefined,
      answer: { id: 'a', status: 'SUCCEEDED', updatedAt: '2026-11-23T10:00:00.000Z', result },
    });
  });

  test('answers without a result', () => {
    const { answer } = answerTo({ Item: { ...item, status: { S: 'PROCESSING' } } });
    expect(answer).toEqual({ id: 'a', status: 'PROCESSING', updatedAt: '2026-11-23T10:00:00.000Z' });
  });

  test.each([
    ['an unknown id', {}],
    ["another caller's id", { Item: { ...item, principal: { S: otherCaller } } }],
    ['an item without a caller', { Item: { ...item, principal: undefined } }],
  ])('answers 404 to %s', (_case, output) => {
    expect(answerTo(output)).toEqual({ status: 404, answer: { message: 'unknown id, or not yet there' } });
  });
});
