import { Sha256 } from '@smithy/core/checksum';
import { SignatureV4 } from '@smithy/signature-v4';

export interface Credentials {
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  readonly sessionToken?: string;
}

export interface SigningProps {
  /** AWS Region of the API. */
  readonly region: string;
  /** Asked before each signature, so that they may be renewed. */
  readonly credentials: () => Promise<Credentials>;
}

export interface UnsignedRequest {
  readonly url: URL;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

/** Signs a POST to AppSync with Signature Version 4. The headers that it returns include `host`. */
export async function signRequest(
  { url, headers, body }: UnsignedRequest,
  { region, credentials }: SigningProps,
): Promise<Record<string, string>> {
  const signer = new SignatureV4({ service: 'appsync', region, credentials, sha256: Sha256 });
  const signed = await signer.sign({
    method: 'POST',
    protocol: url.protocol,
    hostname: url.hostname,
    path: url.pathname,
    query: {},
    headers: { ...headers, host: url.host },
    body,
  });
  return signed.headers;
}
