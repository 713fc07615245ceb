import { describe, expect, it, vi } from 'vitest';
import { shopApi } from './shop-api';

const order = '{"count":1,"note":"it\'s & more"}';

describe('a REST API', () => {
  it('renders the request for the integration and the answer for the caller', async () => {
    const service = vi.fn(async () => ({ status: 200, body: '{}' }));
    const send = await shopApi({ serviceOf: () => service });
    expect(await send('POST', '/v1/orders', { text: order })).toEqual({ status: 202, body: { id: 'request-1' } });
    const form = new URLSearchParams((service.mock.calls as unknown as [string][])[0]![0]);
    expect(form.get('MessageBody')).toBe(order);
    expect(form.get('MessageAttribute.1.Value.StringValue')).toBe('arn:aws:iam::000000000000:user/me+you');
  });

  it('answers by the status of the integration, with the template of that answer', async () => {
    const body = '{"Error":{"Code":"InvalidMessageContents"}}';
    const send = await shopApi({ serviceOf: () => async () => ({ status: 400, body }) });
    expect(await send('POST', '/v1/orders', { text: order })).toEqual({
      status: 400,
      body: { code: 'InvalidMessageContents' },
    });
  });

  it('reads parameters of the path, and lets a template choose the status', async () => {
    const service = vi.fn(async () => ({ status: 200, body: '{}' }));
    const send = await shopApi({ serviceOf: () => service });
    expect(await send('GET', "/v1/orders/it's%20%22a%22?view=all")).toEqual({
      status: 404,
      body: { message: 'unknown' },
    });
    expect(service).toHaveBeenCalledWith('{"id":"it\'s \\"a\\""}', { headers: {}, role: '' });
    const found = await shopApi({ serviceOf: () => async () => ({ status: 200, body: '{"Item":{"id":{"S":"a"}}}' }) });
    expect(await found('GET', '/v1/orders/a?view=all')).toEqual({ status: 200, body: { id: 'a' } });
  });

  it.each([
    ['a body outside of the model', '/v1/orders', '{"count":0}', 400, 'Invalid request body'],
    ['a body that is no JSON', '/v1/orders', '{', 400, 'Invalid request body'],
    ['no body', '/v1/orders', '', 400, 'Invalid request body'],
    ['an unknown path', '/v1/other', order, 403, 'Missing Authentication Token'],
    ['another stage', '/v2/orders', order, 403, 'Missing Authentication Token'],
  ])('refuses %s', async (_case, target, text, status, message) => {
    const send = await shopApi();
    expect(await send('POST', target, { text })).toEqual({ status, body: { message } });
  });

  it('refuses a content type without a template', async () => {
    const send = await shopApi();
    const headers = { 'content-type': 'text/plain; charset=utf-8' };
    expect(await send('POST', '/v1/orders', { text: order, headers })).toMatchObject({ status: 415 });
  });

  it('names the parameters that are missing', async () => {
    const send = await shopApi();
    expect(await send('GET', '/v1/orders/a')).toEqual({
      status: 400,
      body: { message: 'Missing required request parameters: [view]' },
    });
  });

  it('asks who calls only where the method does', async () => {
    const send = await shopApi({ verify: async () => ({ refusal: 'not you' }) });
    expect(await send('POST', '/v1/orders', { text: order })).toEqual({ status: 403, body: { message: 'not you' } });
    expect(await send('GET', '/v1/orders/a?view=all')).toMatchObject({ status: 404 });
  });

  it('lets in no more than the throttle of the method', async () => {
    const send = await shopApi();
    const answers = await Promise.all(Array.from({ length: 5 }, () => send('POST', '/v1/orders', { text: order })));
    expect(answers.map(({ status }) => status)).toEqual([202, 202, 202, 429, 429]);
    expect(await send('GET', '/v1/orders/a?view=all')).toMatchObject({ status: 404 });
  });

  it('says which integration does not run locally', async () => {
    const send = await shopApi({ serviceOf: () => undefined });
    expect(await send('DELETE', '/v1/orders/a')).toEqual({
      status: 500,
      body: { message: 'integration https://example.com does not run locally' },
    });
  });
});
