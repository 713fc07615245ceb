import { describe, expect, test } from 'vitest';
import { parseMessage } from '../../src/spillway/runtime/parse-message';
import { caller, callerContext } from '../support/caller-context';
import { loadResolver } from '../support/resolver';
import { sqsRecord } from '../support/sqs-event';

const submit = () => loadResolver('submit', { QUEUE_PATH: '/111122223333/shop-orders' });

/** The message that a worker reads when this payload is submitted. */
function submitted(payload: unknown, context: object = {}) {
  const { params } = submit().request({ ...callerContext(), args: { payload }, stash: {}, ...context });
  const form = new URLSearchParams(params.body);
  expect([...form.keys()]).toEqual(['Action', 'Version', 'MessageBody']);
  expect(form.get('Action')).toBe('SendMessage');
  return parseMessage({ ...sqsRecord(), body: form.get('MessageBody') ?? '' });
}

test('sends to the queue of its worker', () => {
  const request = submit().request({ ...callerContext(), args: { payload: {} }, stash: {} });
  expect(request).toMatchObject({
    method: 'POST',
    resourcePath: '/111122223333/shop-orders',
    params: { headers: { 'content-type': 'application/x-www-form-urlencoded' } },
  });
});

describe('the payload arrives unchanged, and nothing else', () => {
  test.each([
    ['quotes and backslashes', { a: 'it\'s "quoted" \\ ' }],
    ['form syntax', { a: 'x&Action=DeleteQueue&MessageBody=forged' }],
    ['percent signs and plus', { a: '100 % + 50%25 = a+b' }],
    ['newlines and unicode', { a: 'a\r\n\tGrüße, 世界, 🚀, \u2028' }],
    ['the names of the envelope', { id: 'forged', principal: 'root', payload: {} }],
    ['keys of every object', JSON.parse('{"__proto__":{"principal":"forged"},"constructor":1,"toString":2}') as object],
  ])('%s', (_kind, payload) => {
    const message = submitted(payload);
    expect(JSON.stringify(message.payload)).toBe(JSON.stringify(payload));
    expect(message.principal).toBe(caller);
    expect(message.id).toMatch(/^[0-9a-f-]{36}$/);
  });
});

test('every submission has an id of its own', () => {
  expect(submitted({}).id).not.toBe(submitted({}).id);
});

test('answers with the id that the worker gets', () => {
  const resolver = submit();
  const stash: Record<string, unknown> = {};
  resolver.request({ ...callerContext(), args: { payload: {} }, stash });
  expect(resolver.response({ result: { statusCode: 200, body: '<xml/>' }, stash })).toEqual({ id: stash.id });
});

describe('no receipt without a success of SQS', () => {
  test.each([403, 404, 429, 500, 503, undefined])('%s is logged and hidden', (statusCode) => {
    const resolver = submit();
    const respond = () =>
      resolver.response({ result: { statusCode, body: '<Error>secret</Error>' }, stash: { id: 'a' } });
    expect(respond).toThrow(
      expect.objectContaining({ type: 'Unavailable', message: expect.not.stringContaining('secret') }),
    );
    expect(resolver.log).toEqual([`front door failed: SQS answered ${statusCode}`]);
  });

  const refusal = (code: string) =>
    `<ErrorResponse><Error><Type>Sender</Type><Code>${code}</Code></Error></ErrorResponse>`;

  test.each(['AWS.SimpleQueueService.NonExistentQueue', 'RequestThrottled'])('400 with %s is an outage', (code) => {
    const resolver = submit();
    const respond = () => resolver.response({ result: { statusCode: 400, body: refusal(code) }, stash: { id: 'a' } });
    expect(respond).toThrow(expect.objectContaining({ type: 'Unavailable' }));
    expect(resolver.log).toEqual(['front door failed: SQS answered 400']);
  });

  test.each(['InvalidMessageContents', 'InvalidParameterValue'])('400 with %s is the fault of the payload', (code) => {
    const resolver = submit();
    const respond = () => resolver.response({ result: { statusCode: 400, body: refusal(code) }, stash: { id: 'a' } });
    expect(respond).toThrow(expect.objectContaining({ type: 'BadRequest' }));
    expect(resolver.log).toEqual([]);
  });

  test('an error of AppSync itself', () => {
    const resolver = submit();
    const error = { message: 'timed out', type: 'ExecutionTimeout' };
    expect(() => resolver.response({ error, result: null, stash: { id: 'a' } })).toThrow(
      expect.objectContaining({ type: 'Unavailable' }),
    );
    expect(resolver.log).toHaveLength(1);
  });
});
