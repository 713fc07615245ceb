import type { RequestListener } from 'node:http';
import { createServer } from 'node:https';
import type { ApiConnection } from '../../clients/api-connection';
import { connect } from '../../clients/connect';
import { createAuthority, issueClientCertificate, issueServerCertificate } from '../../scripts/certificate-authority';
import { listen } from './local-server';

/** A server on this machine that lets in the clients of one authority, as the domain of the API does. */
export async function startMutualTlsServer(listener: RequestListener) {
  const authority = await createAuthority('Test');
  const { certificate, key } = await issueServerCertificate(authority);
  const server = createServer(
    {
      cert: certificate,
      key,
      ca: authority.certificate,
      requestCert: true,
      rejectUnauthorized: true,
      maxVersion: 'TLSv1.2',
    },
    listener,
  );
  const port = await listen(server);
  return { url: `https://localhost:${port}/`, authority };
}

/** Connects to an API on this machine as a caller that it accepts. */
export async function connectTo(listener: RequestListener): Promise<ApiConnection> {
  const { url, authority } = await startMutualTlsServer(listener);
  const client = await issueClientCertificate(authority, 'pump-7');
  return connect({ url, ...client, serverAuthority: authority.certificate });
}
