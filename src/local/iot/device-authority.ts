import { createHash, KeyObject, randomBytes, webcrypto } from 'node:crypto';
import type { ProjectPackages } from '../project-packages';

/** A certificate and its key, both PEM. */
export interface Credential {
  readonly certificate: string;
  readonly key: string;
}

/** As much of a certificate of @peculiar/x509 as is used. */
interface Certificate {
  readonly subjectName: { toJSON(): object };
  readonly rawData: ArrayBuffer;
  toString(format: 'pem'): string;
}

/** As much of @peculiar/x509 as is used. */
interface X509Package {
  readonly X509CertificateGenerator: {
    createSelfSigned(options: object): Promise<Certificate>;
    create(options: object): Promise<Certificate>;
  };
  readonly BasicConstraintsExtension: new (isAuthority: boolean, pathLength?: number, critical?: boolean) => object;
  readonly ExtendedKeyUsageExtension: new (usages: readonly string[]) => object;
  readonly SubjectAlternativeNameExtension: new (names: readonly object[]) => object;
  readonly ExtendedKeyUsage: { readonly serverAuth: string; readonly clientAuth: string };
}

const algorithm = { name: 'ECDSA', namedCurve: 'P-256', hash: 'SHA-256' };

/** ms before now from which a certificate is valid, for clocks that run late. */
const clockSkewMs = 5 * 60 * 1000;
/** ms; longer than anybody lets a local run stand. */
const lifetimeMs = 30 * 24 * 60 * 60 * 1000;

/** An authority that lives as long as the run. Its key never leaves this process. */
export class DeviceAuthority {
  static async create(packages: ProjectPackages): Promise<DeviceAuthority> {
    await packages.load('reflect-metadata'); // which the other one asks for
    const x509 = await packages.load<X509Package>('@peculiar/x509');
    const keys = await generateKeys();
    const root = await x509.X509CertificateGenerator.createSelfSigned({
      ...validity(),
      name: commonName('Spillway local run'),
      keys,
      extensions: [new x509.BasicConstraintsExtension(true, 0, true)],
    });
    return new DeviceAuthority(x509, root, keys);
  }

  private constructor(
    private readonly x509: X509Package,
    private readonly root: Certificate,
    private readonly keys: webcrypto.CryptoKeyPair,
  ) {}

  /** PEM */
  get certificate(): string {
    return this.root.toString('pem');
  }

  async issueToServer(): Promise<Credential> {
    const { ExtendedKeyUsageExtension, SubjectAlternativeNameExtension, ExtendedKeyUsage } = this.x509;
    const names = [
      { type: 'dns', value: 'localhost' },
      { type: 'ip', value: '127.0.0.1' },
    ];
    const extensions = [
      new ExtendedKeyUsageExtension([ExtendedKeyUsage.serverAuth]),
      new SubjectAlternativeNameExtension(names),
    ];
    return (await this.issue('localhost', extensions)).credential;
  }

  async issueToDevice(name: string): Promise<Credential & { readonly certificateId: string }> {
    const { ExtendedKeyUsageExtension, ExtendedKeyUsage } = this.x509;
    const usage = new ExtendedKeyUsageExtension([ExtendedKeyUsage.clientAuth]);
    const { credential, certificate } = await this.issue(name, [usage]);
    return { ...credential, certificateId: certificateIdOf(new Uint8Array(certificate.rawData)) };
  }

  private async issue(name: string, extensions: readonly object[]) {
    const keys = await generateKeys();
    const certificate = await this.x509.X509CertificateGenerator.create({
      ...validity(),
      subject: commonName(name),
      issuer: this.root.subjectName.toJSON(),
      publicKey: keys.publicKey,
      signingKey: this.keys.privateKey,
      extensions: [new this.x509.BasicConstraintsExtension(false, undefined, true), ...extensions],
    });
    const key = KeyObject.from(keys.privateKey).export({ type: 'pkcs8', format: 'pem' }).toString();
    return { certificate, credential: { certificate: certificate.toString('pem'), key } };
  }
}

/** The id that AWS IoT Core gives a certificate: the SHA-256 of its DER form. */
export function certificateIdOf(der: Uint8Array): string {
  return createHash('sha256').update(der).digest('hex');
}

function commonName(name: string) {
  return [{ CN: [name] }];
}

function validity() {
  const now = Date.now();
  return {
    serialNumber: randomBytes(16).toString('hex'),
    notBefore: new Date(now - clockSkewMs),
    notAfter: new Date(now + lifetimeMs),
    signingAlgorithm: algorithm,
  };
}

async function generateKeys(): Promise<webcrypto.CryptoKeyPair> {
  return webcrypto.subtle.generateKey(algorithm, true, ['sign', 'verify']);
}
