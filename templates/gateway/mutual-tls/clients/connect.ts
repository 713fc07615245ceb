import { Agent, request } from 'undici';
import { type ApiConnection, requestTimeoutMs, type Send } from './api-connection';
import { withRetries } from './retries';

/** Who the caller is, as PEM. */
export interface ClientCertificate {
  /** The certificate of the caller, followed by those of intermediate authorities, if any. */
  readonly certificate: string;
  readonly key: string;
}

export interface ConnectOptions extends ClientCertificate {
  /** Base URL of the API: the domain is known, or `findApiUrl` finds it. */
  readonly url: string;
  /** Authority of the server, as PEM, when it is none that Node.js trusts anyway. */
  readonly serverAuthority?: string;
}

/** Connects with a client certificate. Connections are kept, since each new one costs a handshake with two certificates. */
export function connect({ url, ...tls }: ConnectOptions): ApiConnection {
  return { url, send: withRetries(certificateSend(tls)) };
}

function certificateSend({ certificate, key, serverAuthority }: Omit<ConnectOptions, 'url'>): Send {
  const dispatcher = new Agent({ connect: { cert: certificate, key, ca: serverAuthority } });
  return async ({ method, url, body }) => {
    const answer = await request(url, {
      method,
      body,
      headers: body === undefined ? {} : { 'content-type': 'application/json' },
      dispatcher,
      signal: AbortSignal.timeout(requestTimeoutMs),
    });
    return { status: answer.statusCode, body: await answer.body.text() };
  };
}
