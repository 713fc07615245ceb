import { Sha256 } from '@aws-crypto/sha256-js';
import { SignatureV4 } from '@smithy/signature-v4';
import { localCallers } from '../../src/local/callers';

/**
 * Sends a message to the shop as a caller does.
 *
 * @returns the status of the answer
 */
export async function post({ url }: { readonly url: string }, body: string): Promise<number> {
  const [credentials] = localCallers;
  const signer = new SignatureV4({
    service: 'execute-api',
    region: 'eu-west-1',
    credentials: credentials!,
    sha256: Sha256,
  });
  const { host, hostname, protocol, pathname: path } = new URL('orders', url);
  const headers = { host, 'content-type': 'application/json' };
  const signed = await signer.sign({ method: 'POST', protocol, hostname, path, headers, body });
  const response = await fetch(new URL('orders', url), { method: 'POST', headers: signed.headers, body });
  await response.arrayBuffer(); // or the connection stays in use
  return response.status;
}
