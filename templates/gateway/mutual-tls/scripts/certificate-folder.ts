import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Credential } from './certificate-authority';
import { writePrivateFile } from './private-file';

/** Certificates on disk, each as `<name>.pem` beside its private key `<name>.key`. */
export class CertificateFolder {
  constructor(private readonly directory: string) {
    mkdirSync(directory, { recursive: true, mode: 0o700 });
  }

  /**
   * The credential of this name. What exists is kept, whatever its age.
   *
   * @param create called when there is none yet
   * @param report told about each file that is written or kept
   */
  async obtain(name: string, create: () => Promise<Credential>, report: (what: string) => void): Promise<Credential> {
    const paths = { certificate: join(this.directory, `${name}.pem`), key: join(this.directory, `${name}.key`) };
    if (existsSync(paths.key)) {
      report(`kept ${paths.key}`);
    } else {
      const { certificate, key } = await create();
      writePrivateFile(paths.key, key);
      writeFileSync(paths.certificate, certificate);
      report(`wrote ${paths.certificate} and ${paths.key}`);
    }
    return { certificate: readFileSync(paths.certificate, 'utf8'), key: readFileSync(paths.key, 'utf8') };
  }
}

/**
 * Makes the authority the one that is trusted, as long as no other is: who may call a deployed API is not for a script to
 * change.
 *
 * @returns what became of the truststore, in words
 */
export function trust({ certificate }: Pick<Credential, 'certificate'>, truststore: string): string {
  const trusted = existsSync(truststore) ? readFileSync(truststore, 'utf8') : '';
  if (trusted.includes(certificate.trim())) {
    return `${truststore} trusts this authority`;
  }
  if (trusted.includes('BEGIN CERTIFICATE')) {
    return `left ${truststore} alone: it trusts other authorities; append this one if its clients shall call as well`;
  }
  writeFileSync(truststore, certificate);
  return `wrote ${truststore}: it trusts this authority now`;
}
