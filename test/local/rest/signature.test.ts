import { Sha256 } from '@aws-crypto/sha256-js';
import { SignatureV4 } from '@smithy/signature-v4';
import { beforeAll, describe, expect, it } from 'vitest';
import { caller, packages } from './shop-api';
import { loadVerify, type SignedRequest, type Verify } from '../../../src/local/rest/signature';

const region = 'eu-west-1';
let verify: Verify;
beforeAll(async () => {
  verify = await loadVerify(packages, { callers: [caller], region });
});

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
});
