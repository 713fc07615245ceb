import { defaultProvider } from '@aws-sdk/credential-provider-node';
import { Sha256 } from '@smithy/core/checksum';
import { SignatureV4, type SignatureV4Init } from '@smithy/signature-v4';
import { region } from '../src/spillway/service';
import { type ApiConnection, type ApiRequest, requestTimeoutMs, type Send } from './api-connection';
import { withRetries } from './retries';

export interface ConnectOptions {
  /** Base URL of the API, as `findApiUrl` finds it. */
  readonly url: string;
  /** By default what the AWS SDK finds: environment, profile, container or instance role. */
  readonly credentials?: SignatureV4Init['credentials'];
}

/** Connects with AWS credentials, by which each request is signed. */
export function connect({ url, credentials = defaultProvider() }: ConnectOptions): ApiConnection {
  const signer = new SignatureV4({ service: 'execute-api', region, credentials, sha256: Sha256 });
  return { url, send: withRetries(signedSend(signer)) };
}

function signedSend(signer: SignatureV4): Send {
  // Signed anew for each try: a signature is only good for minutes.
  return async (request) => {
    const { headers } = await signer.sign(unsigned(request));
    const answer = await fetch(request.url, {
      method: request.method,
      body: request.body,
      headers,
      signal: AbortSignal.timeout(requestTimeoutMs),
    });
    return { status: answer.status, body: await answer.text() };
  };
}

function unsigned({ method, url, body }: ApiRequest) {
  return {
    method,
    protocol: url.protocol,
    hostname: url.hostname,
    path: url.pathname,
    query: Object.fromEntries(url.searchParams),
    headers: { host: url.host, ...(body === undefined ? {} : { 'content-type': 'application/json' }) },
    body,
  };
}
