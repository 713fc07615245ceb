import 'reflect-metadata'; // before the library, which asks for it
import type { webcrypto } from 'node:crypto';
import {
  BasicConstraintsExtension,
  ExtendedKeyUsage,
  ExtendedKeyUsageExtension,
  PemConverter,
  SubjectAlternativeNameExtension,
  type X509Certificate,
  X509CertificateGenerator,
} from '@peculiar/x509';

const algorithm = { name: 'ECDSA', namedCurve: 'P-256', hash: 'SHA-256' };
const lifetimeMs = 60 * 60 * 1000;

/** A certificate and its key, both as PEM. */
export interface Credentials {
  readonly certificate: string;
  readonly privateKey: string;
}

/** A certificate authority that lives as long as a test. */
export class ThrowawayCa {
  static async create(): Promise<ThrowawayCa> {
    const keys = await createKeys();
    const root = await X509CertificateGenerator.createSelfSigned({
      name: 'CN=throw-away CA',
      keys,
      signingAlgorithm: algorithm,
      ...validity(),
      extensions: [new BasicConstraintsExtension(true, 0, true)],
    });
    return new ThrowawayCa(root, keys);
  }

  private constructor(
    private readonly root: X509Certificate,
    private readonly keys: webcrypto.CryptoKeyPair,
  ) {}

  /** PEM */
  get certificate(): string {
    return this.root.toString('pem');
  }

  /** Issues a certificate for either end of a connection. */
  async issue(commonName: string): Promise<Credentials> {
    const keys = await createKeys();
    const certificate = await X509CertificateGenerator.create({
      subject: `CN=${commonName}`,
      issuer: this.root.subject,
      publicKey: keys.publicKey,
      signingKey: this.keys.privateKey,
      signingAlgorithm: algorithm,
      ...validity(),
      extensions: [
        new SubjectAlternativeNameExtension([{ type: 'dns', value: commonName }]),
        new ExtendedKeyUsageExtension([ExtendedKeyUsage.serverAuth, ExtendedKeyUsage.clientAuth]),
      ],
    });
    const privateKey = await crypto.subtle.exportKey('pkcs8', keys.privateKey);
    return { certificate: certificate.toString('pem'), privateKey: PemConverter.encode(privateKey, 'PRIVATE KEY') };
  }
}

async function createKeys(): Promise<webcrypto.CryptoKeyPair> {
  return crypto.subtle.generateKey(algorithm, true, ['sign', 'verify']);
}

function validity() {
  const now = Date.now();
  return { notBefore: new Date(now - lifetimeMs), notAfter: new Date(now + lifetimeMs) };
}
