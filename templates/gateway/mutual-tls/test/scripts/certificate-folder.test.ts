import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { createAuthority } from '../../scripts/certificate-authority';
import { CertificateFolder, trust } from '../../scripts/certificate-folder';

let directory: string;

beforeEach(() => (directory = mkdtempSync(join(tmpdir(), 'certificates-'))));
afterEach(() => rmSync(directory, { recursive: true }));

describe('CertificateFolder', () => {
  test('writes a key for its owner alone, and the certificate beside it', async () => {
    const credential = await createAuthority('Test');
    await new CertificateFolder(directory).obtain('a', async () => credential, vi.fn());
    expect(statSync(join(directory, 'a.key')).mode & 0o777).toBe(0o600);
    expect(readFileSync(join(directory, 'a.pem'), 'utf8')).toBe(credential.certificate);
  });

  test('keeps what exists', async () => {
    const folder = new CertificateFolder(directory);
    const first = await folder.obtain('a', () => createAuthority('First'), vi.fn());
    const create = vi.fn();
    await expect(folder.obtain('a', create, vi.fn())).resolves.toEqual(first);
    expect(create).not.toHaveBeenCalled();
  });
});

describe('trust', () => {
  const authority = { certificate: '-----BEGIN CERTIFICATE-----\nA\n-----END CERTIFICATE-----\n' };
  const truststore = () => join(directory, 'truststore.pem');

  test('replaces the text of a new project', () => {
    writeFileSync(truststore(), 'No certificate authority is trusted yet.');
    trust(authority, truststore());
    expect(readFileSync(truststore(), 'utf8')).toBe(authority.certificate);
  });

  test('leaves authorities alone that somebody else put there', () => {
    const others = authority.certificate.replace('\nA\n', '\nB\n');
    writeFileSync(truststore(), others);
    expect(trust(authority, truststore())).toMatch(/^left .* alone/);
    expect(readFileSync(truststore(), 'utf8')).toBe(others);
  });
});
