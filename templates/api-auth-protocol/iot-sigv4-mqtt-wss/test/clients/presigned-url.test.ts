import { expect, test } from 'vitest';
import { presignedUrl } from '../../clients/presigned-url';
import { expectedSignature } from '../support/signature';

const endpoint = 'a1-ats.iot.us-east-1.amazonaws.com';
const keys = { accessKeyId: 'AKIAEXAMPLE', secretAccessKey: 'secret' };

test.each([undefined, 'token/with+signs=='])('is signed, whatever the security token is: %s', async (sessionToken) => {
  const url = new URL(await presignedUrl(endpoint, async () => ({ ...keys, sessionToken })));
  expect([url.protocol, url.host, url.pathname]).toEqual(['wss:', endpoint, '/mqtt']);
  expect(url.searchParams.get('X-Amz-Signature')).toBe(expectedSignature(url, keys.secretAccessKey));
});

test('ends in the security token, which is appended after signing', async () => {
  const url = new URL(await presignedUrl(endpoint, async () => ({ ...keys, sessionToken: 'token/with+signs==' })));
  expect([...url.searchParams].at(-1)).toEqual(['X-Amz-Security-Token', 'token/with+signs==']);
});

test('holds no secret', async () => {
  expect(await presignedUrl(endpoint, async () => keys)).not.toContain(keys.secretAccessKey);
});
