import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { SpillwayError } from '../../errors';
import type { StackReader } from '../template/stack-reader';

/** What a server needs that asks its callers for certificates; all PEM. */
export interface MutualTls {
  readonly server: { readonly certificate: string; readonly key: string };
  /** Authorities whose certificates are taken. */
  readonly trusted: readonly string[];
}

/** Folder with the certificates for development, within the written project. */
export const certificatesFolder = 'certs/development';

/**
 * The mutual TLS of the API's domain: the truststore of the template, and the project's own authority for development,
 * which also vouches for the server here.
 *
 * @param project the written project
 * @param certificatesCommand what makes the certificates, for messages
 * @returns undefined for an API without such a domain
 * @throws SpillwayError `local-run-failed` where the certificates are not there
 */
export function readMutualTls(
  reader: StackReader,
  { project, certificatesCommand }: { readonly project: string; readonly certificatesCommand: string },
): MutualTls | undefined {
  const domains = reader.resources('AWS::ApiGateway::DomainName');
  const domain = domains.find(({ properties }) => properties.MutualTlsAuthentication !== undefined);
  if (!domain) {
    return undefined;
  }
  const { TruststoreUri } = domain.properties.MutualTlsAuthentication as { readonly TruststoreUri: string };
  const truststore = reader.stack.assets.get(TruststoreUri.split('/').at(-1)!);
  if (truststore === undefined) {
    throw new SpillwayError('unsupported-template', `the truststore of ${domain.path} is not an asset of this app`);
  }
  const read = (name: string) => {
    const file = join(project, certificatesFolder, name);
    if (!existsSync(file)) {
      throw new SpillwayError(
        'local-run-failed',
        `${certificatesFolder} has no ${name}; make the certificates with "${certificatesCommand}"`,
      );
    }
    return readFileSync(file, 'utf8');
  };
  const server = { certificate: read('server.pem'), key: read('server.key') };
  const trusted = [readFileSync(truststore, 'utf8'), read('authority.pem')];
  return { server, trusted: trusted.filter((pem) => pem.includes('BEGIN CERTIFICATE')) };
}
