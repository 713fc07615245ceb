import { createPrivateKey, X509Certificate } from 'node:crypto';
import { beforeAll, describe, expect, test } from 'vitest';
import {
  createAuthority,
  type Credential,
  issueClientCertificate,
  issueServerCertificate,
} from '../../scripts/certificate-authority';

const oneDayMs = 24 * 60 * 60 * 1000;

let authority: Credential;
let client: Credential;
let server: Credential;

beforeAll(async () => {
  authority = await createAuthority('Test');
  [client, server] = await Promise.all([
    issueClientCertificate(authority, 'pump-7'),
    issueServerCertificate(authority),
  ]);
});

const read = ({ certificate }: Credential) => new X509Certificate(certificate);

describe('every certificate', () => {
  test('is of an ECDSA P-256 key, and belongs to its private key', () => {
    for (const credential of [authority, client, server]) {
      const certificate = read(credential);
      expect(certificate.publicKey.asymmetricKeyDetails).toEqual({ namedCurve: 'prime256v1' });
      expect(certificate.checkPrivateKey(createPrivateKey(credential.key))).toBe(true);
    }
  });

  test('is signed by the authority', () => {
    const issuer = read(authority);
    for (const certificate of [authority, client, server].map(read)) {
      expect(certificate.verify(issuer.publicKey)).toBe(true);
      expect(certificate.checkIssued(issuer)).toBe(true);
    }
  });

  test('is valid now, and outlived by its authority', () => {
    for (const certificate of [client, server].map(read)) {
      expect(Date.parse(certificate.validFrom)).toBeLessThan(Date.now());
      expect(Date.parse(certificate.validTo)).toBeGreaterThan(Date.now() + 300 * oneDayMs);
      expect(Date.parse(certificate.validTo)).toBeLessThan(Date.parse(read(authority).validTo));
    }
  });

  test('has a serial number of its own', () => {
    expect(new Set([authority, client, server].map((it) => read(it).serialNumber)).size).toBe(3);
  });
});

test('only the authority may issue certificates', () => {
  expect([authority, client, server].map((it) => read(it).ca)).toEqual([true, false, false]);
});

test('a client certificate is for clients, and names its caller', () => {
  expect(read(client).keyUsage).toEqual(['1.3.6.1.5.5.7.3.2']);
  expect(read(client).subject).toBe('CN=pump-7');
});

test('a server certificate is for the server on this machine', () => {
  expect(read(server).keyUsage).toEqual(['1.3.6.1.5.5.7.3.1']);
  expect(read(server).checkHost('localhost')).toBe('localhost');
  expect(read(server).checkIP('127.0.0.1')).toBe('127.0.0.1');
});

test('a common name cannot add parts to the name', async () => {
  const forged = await issueClientCertificate(authority, 'a,O=Other');
  expect(read(forged).subject).toBe(String.raw`CN=a\,O=Other`);
});
