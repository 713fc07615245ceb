import { Sha256 } from '@aws-crypto/sha256-js';
import { SignatureV4 } from '@smithy/signature-v4';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { caller } from './shop-api';
import { createVerify, type SignedRequest } from '../../../src/local/rest/signature';

const region = 'eu-west-1';
const verify = createVerify({ callers: [caller], region });

interface Signing {
  readonly secretAccessKey?: string;
  readonly accessKeyId?: string;
  readonly signingDate?: Date;
  readonly region?: string;
  readonly applyChecksum?: boolean;
}

/** A request as a client signs and sends it. */
async function signed(changes: Signing = {}): Promise<SignedRequest> {
  const { signingDate = new Date(), applyChecksum = true } = changes;
  const signer = new SignatureV4({
    service: 'execute-api',
    region: changes.region ?? region,
    credentials: { ...caller, ...changes },
    sha256: Sha256,
    applyChecksum,
  });
  const body = '{"sku":"ä"}';
  const { headers } = await signer.sign(
    {
      method: 'POST',
      protocol: 'http:',
      hostname: '127.0.0.1',
      path: '/v1/orders/a%20b',
      query: { b: '2 3', a: ['1', '0'] },
      headers: { host: '127.0.0.1:3000', 'content-type': 'application/json' },
      body,
    },
    { signingDate },
  );
  const target = '/v1/orders/a%20b?b=2%203&a=1&a=0';
  return { method: 'POST', target, headers: { ...headers, 'user-agent': 'test' }, body: Buffer.from(body) };
}

describe('verifying a signature', () => {
  it.each([true, false])('believes who signed (checksum in a header: %s)', async (applyChecksum) => {
    expect(await verify(await signed({ applyChecksum }))).toEqual({ caller });
  });

  it.each<[string, Signing, string]>([
    ['another key', { secretAccessKey: 'guessed' }, 'does not match'],
    ['a key that nobody has', { accessKeyId: 'OTHER' }, 'security token included in the request is invalid'],
    ['another Region', { region: 'us-east-1' }, 'valid region and service: eu-west-1, execute-api'],
    ['an old date', { signingDate: new Date(Date.now() - 6 * 60_000) }, 'Signature expired'],
  ])('does not believe a signature with %s', async (_case, signing, reason) => {
    expect(await verify(await signed(signing))).toEqual({ refusal: expect.stringContaining(reason) as string });
  });

  it.each<[string, (request: SignedRequest) => Partial<SignedRequest>]>([
    ['body', () => ({ body: Buffer.from('{}') })],
    ['path', ({ target }) => ({ target: target.replace('orders', 'audit') })],
    ['query', ({ target }) => ({ target: `${target}&c=1` })],
    ['method', () => ({ method: 'GET' })],
    ['signed header', ({ headers }) => ({ headers: { ...headers, 'content-type': 'text/plain' } })],
  ])('notices a changed %s', async (_part, change) => {
    const request = await signed();
    expect(await verify({ ...request, ...change(request) })).toEqual({
      refusal: expect.stringContaining('does not match') as string,
    });
  });

  it('asks for a signature', async () => {
    const { headers, ...request } = await signed();
    const { authorization: _removed, ...unsigned } = headers;
    expect(await verify({ ...request, headers: unsigned })).toEqual({ refusal: 'Missing Authentication Token' });
    expect(await verify({ ...request, headers: { ...headers, authorization: 'Bearer x' } })).toEqual({
      refusal: expect.stringContaining('not of Signature Version 4') as string,
    });
  });

  it('comes to the same signature as the package that clients sign with, whatever they ask for', async () => {
    const text = fc.string({ unit: 'grapheme', maxLength: 8 });
    const query = fc.dictionary(text, fc.array(text, { minLength: 1, maxLength: 3 }), { maxKeys: 3 });
    const segments = fc.array(
      text.filter((segment) => !['.', '..'].includes(segment)),
      { maxLength: 3 },
    );
    const spacedOut = fc.string({ unit: fc.constantFrom(' ', 'a', '/'), maxLength: 9 });
    await fc.assert(
      fc.asyncProperty(segments, query, spacedOut, text, async (names, parameters, note, body) => {
        const signer = new SignatureV4({ service: 'execute-api', region, credentials: caller, sha256: Sha256 });
        const path = `/${names.map(encodeURIComponent).join('/')}`;
        const host = '127.0.0.1:3000';
        const request = { method: 'POST', protocol: 'http:', hostname: '127.0.0.1', path, query: parameters, body };
        const { headers } = await signer.sign({ ...request, headers: { host, note } });
        const sent = Object.entries(parameters).flatMap(([name, values]) =>
          values.map((value) => `${encodeURIComponent(name)}=${encodeURIComponent(value)}`),
        );
        const target = `${path}?${sent.join('&')}`;
        expect(await verify({ method: 'POST', target, headers, body: Buffer.from(body) })).toEqual({ caller });
      }),
    );
  });

  it.each([
    ['leaves out the host', (names: string) => names.replace('host;', '')],
    ['leaves out when it was signed', (names: string) => names.replace(';x-amz-date', '')],
    ['names a header that was not sent', (names: string) => `${names};x-extra`],
  ])('does not believe a signature that %s', async (_case, change) => {
    const request = await signed();
    const authorization = request.headers.authorization!.replace(
      /SignedHeaders=([^,]+)/,
      (_match, names: string) => `SignedHeaders=${change(names)}`,
    );
    expect(await verify({ ...request, headers: { ...request.headers, authorization } })).toEqual({
      refusal: expect.stringContaining('does not match') as string,
    });
  });
});
