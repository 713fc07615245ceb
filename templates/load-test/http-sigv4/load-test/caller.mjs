import { defaultProvider } from '@aws-sdk/credential-provider-node';
import { Sha256 } from '@smithy/core/checksum';
import { SignatureV4 } from '@smithy/signature-v4';
import { region } from './service.mjs';
import { setting } from './settings.mjs';

/** Of the environment, of a profile, or of the machine or container. */
const signer = new SignatureV4({
  service: setting('SERVICE') ?? 'execute-api',
  region: setting('REGION') ?? region,
  credentials: defaultProvider(),
  sha256: Sha256,
});

/**
 * Headers of a request with its signature.
 *
 * @param {{ method: string, url: URL, body?: string, headers: Record<string, string> }} request
 * @returns {Promise<Record<string, string>>}
 */
export async function callerHeaders({ method, url, body, headers }) {
  const signed = await signer.sign({
    method,
    protocol: url.protocol,
    hostname: url.hostname,
    path: url.pathname,
    query: Object.fromEntries(url.searchParams),
    headers: { ...headers, host: url.host },
    body,
  });
  return signed.headers;
}

/** The caller proves itself by its signature. */
export function callerTls() {
  return {};
}
