import 'reflect-metadata';
import { createPrivateKey, KeyObject, randomBytes, webcrypto } from 'node:crypto';
import {
  AuthorityKeyIdentifierExtension,
  BasicConstraintsExtension,
  ExtendedKeyUsage,
  ExtendedKeyUsageExtension,
  type Extension,
  KeyUsageFlags,
  KeyUsagesExtension,
  SubjectAlternativeNameExtension,
  SubjectKeyIdentifierExtension,
  X509Certificate,
  X509CertificateGenerator,
} from '@peculiar/x509';

/** A certificate and its private key (PKCS #8), both as PEM. */
export interface Credential {
  readonly certificate: string;
  readonly key: string;
}

/** Within what API Gateway takes for client certificates (apigateway/latest/developerguide/rest-api-mutual-tls.html). */
const algorithm = { name: 'ECDSA', namedCurve: 'P-256', hash: 'SHA-256' };

/** Days. An authority for development outlives the certificates that it issues, and not the project. */
const authorityValidityDays = 3 * 365;
const certificateValidityDays = 365;

/** ms that a new certificate is valid already, for clocks that run late. */
const clockSkewMs = 5 * 60 * 1000;

/** Makes an authority that can issue certificates to servers and clients, and no further authorities. */
export async function createAuthority(commonName: string): Promise<Credential> {
  const keys = await generateKeys();
  const certificate = await X509CertificateGenerator.createSelfSigned({
    ...validFor(authorityValidityDays),
    name: distinguishedName(commonName),
    keys,
    extensions: [
      new BasicConstraintsExtension(true, 0, true),
      new KeyUsagesExtension(KeyUsageFlags.keyCertSign | KeyUsageFlags.cRLSign, true),
      await SubjectKeyIdentifierExtension.create(keys.publicKey),
    ],
  });
  return credential(certificate, keys.privateKey);
}

/** Issues a certificate to the server on this machine. */
export async function issueServerCertificate(authority: Credential): Promise<Credential> {
  return issue(authority, 'localhost', [
    new ExtendedKeyUsageExtension([ExtendedKeyUsage.serverAuth]),
    new SubjectAlternativeNameExtension([
      { type: 'dns', value: 'localhost' },
      { type: 'ip', value: '127.0.0.1' },
    ]),
  ]);
}

/** Issues a certificate to a caller; the service sees it as `CN=<commonName>`. */
export async function issueClientCertificate(authority: Credential, commonName: string): Promise<Credential> {
  return issue(authority, commonName, [new ExtendedKeyUsageExtension([ExtendedKeyUsage.clientAuth])]);
}

async function issue(authority: Credential, commonName: string, extensions: Extension[]): Promise<Credential> {
  const keys = await generateKeys();
  const issuer = new X509Certificate(authority.certificate);
  const certificate = await X509CertificateGenerator.create({
    ...validFor(certificateValidityDays),
    subject: distinguishedName(commonName),
    issuer: issuer.subjectName.toJSON(),
    publicKey: keys.publicKey,
    signingKey: await importSigningKey(authority.key),
    extensions: [
      new BasicConstraintsExtension(false, undefined, true),
      new KeyUsagesExtension(KeyUsageFlags.digitalSignature, true),
      await SubjectKeyIdentifierExtension.create(keys.publicKey),
      await AuthorityKeyIdentifierExtension.create(issuer),
      ...extensions,
    ],
  });
  return credential(certificate, keys.privateKey);
}

/** Structured, so that no common name can be read as more than one part of a name. */
function distinguishedName(commonName: string) {
  return [{ CN: [commonName] }];
}

function validFor(days: number) {
  const now = Date.now();
  return {
    serialNumber: randomBytes(16).toString('hex'),
    notBefore: new Date(now - clockSkewMs),
    notAfter: new Date(now + days * 24 * 60 * 60 * 1000),
    signingAlgorithm: algorithm,
  };
}

function generateKeys() {
  return webcrypto.subtle.generateKey(algorithm, true, ['sign', 'verify']);
}

function importSigningKey(pem: string) {
  const der = createPrivateKey(pem).export({ type: 'pkcs8', format: 'der' });
  return webcrypto.subtle.importKey('pkcs8', der, algorithm, false, ['sign']);
}

function credential(certificate: X509Certificate, privateKey: webcrypto.CryptoKey): Credential {
  return {
    certificate: `${certificate.toString('pem')}\n`,
    key: KeyObject.from(privateKey).export({ type: 'pkcs8', format: 'pem' }).toString(),
  };
}
