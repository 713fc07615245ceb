import 'reflect-metadata';
import { webcrypto, X509Certificate } from 'node:crypto';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { request } from 'node:https';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import * as x509 from '@peculiar/x509';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { RunningServer } from '../../../src/local/loopback-server';
import { describeCertificate } from '../../../src/local/rest/client-cert';
import { readMutualTls } from '../../../src/local/rest/mutual-tls';
import { startRestServer } from '../../../src/local/rest/rest-server';
import { StackReader } from '../../../src/local/template/stack-reader';

interface Credential {
  readonly certificate: string;
  readonly key: string;
}

const algorithm = { name: 'ECDSA', namedCurve: 'P-256', hash: 'SHA-256' };
const validity = { notBefore: new Date('2020-01-01'), notAfter: new Date('2099-01-01'), signingAlgorithm: algorithm };

function pem(certificate: x509.X509Certificate, key: ArrayBuffer): Credential {
  return { certificate: certificate.toString('pem'), key: x509.PemConverter.encode(key, 'PRIVATE KEY') };
}

/** An authority, and what it issues. */
async function createAuthority(name: string) {
  const keys = await webcrypto.subtle.generateKey(algorithm, true, ['sign', 'verify']);
  const extensions = [new x509.BasicConstraintsExtension(true, 0, true)];
  const self = { ...validity, serialNumber: '01', name: `CN=${name}`, keys, extensions };
  const certificate = await x509.X509CertificateGenerator.createSelfSigned(self);
  const issue = async (subject: string) => {
    const own = await webcrypto.subtle.generateKey(algorithm, true, ['sign', 'verify']);
    const issued = await x509.X509CertificateGenerator.create({
      ...validity,
      serialNumber: 'a1b2c3',
      subject,
      issuer: certificate.subject,
      publicKey: own.publicKey,
      signingKey: keys.privateKey,
      extensions: [new x509.SubjectAlternativeNameExtension([{ type: 'ip', value: '127.0.0.1' }])],
    });
    return pem(issued, await webcrypto.subtle.exportKey('pkcs8', own.privateKey));
  };
  return { certificate: certificate.toString('pem'), issue };
}

let project: string;
let server: RunningServer | undefined;
beforeEach(() => {
  project = mkdtempSync(join(tmpdir(), 'spillway-mutual-tls-'));
  mkdirSync(join(project, 'certs/development'), { recursive: true });
});
afterEach(async () => {
  await server?.stop();
  rmSync(project, { recursive: true, force: true });
});

const write = (name: string, contents: string) => writeFileSync(join(project, name), contents);

function reader(truststore: string): StackReader {
  write('trust.pem', truststore);
  const Properties = { MutualTlsAuthentication: { TruststoreUri: 's3://assets/trust.pem' } };
  const template = { Resources: { Domain: { Type: 'AWS::ApiGateway::DomainName', Properties } } };
  const assets = new Map([['trust.pem', join(project, 'trust.pem')]]);
  return new StackReader({ name: 'shop', region: 'eu-west-1', template, assets }, String);
}

const options = () => ({ project, certificatesCommand: 'npm run certificates' });

async function call({ certificate, key }: Partial<Credential>, ca: string): Promise<string> {
  return new Promise((resolve, reject) => {
    const sending = request(
      { host: '127.0.0.1', port: server!.port, path: '/', cert: certificate, key, ca, agent: false },
      (response) => response.on('data', (data) => resolve(String(data))),
    );
    sending.on('error', reject).end();
  });
}

describe('mutual TLS', () => {
  it('lets in whom the truststore or the authority for development vouches for, and nobody else', async () => {
    const [development, production, other] = await Promise.all(['dev', 'prod', 'eve'].map(createAuthority));
    const own = await development!.issue('CN=localhost');
    write('certs/development/authority.pem', development!.certificate);
    write('certs/development/server.pem', own.certificate);
    write('certs/development/server.key', own.key);
    server = await startRestServer(async ({ clientCert }) => ({ status: 200, body: clientCert!.subjectDN }), {
      port: 0,
      mutualTls: readMutualTls(reader(production!.certificate), options()),
      report: () => {},
    });
    const ca = development!.certificate;
    expect(await call(await development!.issue('CN=pump-7'), ca)).toBe('CN=pump-7');
    expect(await call(await production!.issue('CN=pump-8'), ca)).toBe('CN=pump-8');
    await expect(call(await other!.issue('CN=pump-7'), ca)).rejects.toThrow(/alert|ECONNRESET|hang up|disconnected/);
    await expect(call({}, ca)).rejects.toThrow(/alert|ECONNRESET|hang up|disconnected/);
  });

  it('says how to make the certificates', () => {
    expect(() => readMutualTls(reader(''), options())).toThrow(
      'certs/development has no server.pem; make the certificates with "npm run certificates"',
    );
  });

  it('shows templates the certificate as API Gateway writes it', async () => {
    const { certificate } = await (await createAuthority('dev')).issue('C=DE, O=Acme, CN=pump-7');
    expect(describeCertificate(new X509Certificate(certificate))).toMatchObject({
      subjectDN: 'CN=pump-7,O=Acme,C=DE',
      issuerDN: 'CN=dev',
      serialNumber: 'a1:b2:c3',
    });
  });
});
