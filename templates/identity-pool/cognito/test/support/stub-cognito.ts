import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { fromCognitoIdentity } from '@aws-sdk/credential-providers';
import { region } from '../../src/spillway/service';

export const identityId = `${region}:12345678-abcd-abcd-abcd-1234567890ab`;

/** A server that gives out the credentials of one identity, as Cognito does. */
export class StubCognito {
  static async start(secretAccessKey: string): Promise<StubCognito> {
    const requests: { target: unknown; body: unknown }[] = [];
    const credentials = {
      AccessKeyId: 'ASIAIDENTITY',
      SecretKey: secretAccessKey,
      SessionToken: 'identity/token==',
      Expiration: Date.UTC(2100, 0) / 1000,
    };
    const server = createServer((request, response) => {
      void text(request).then((body) => {
        requests.push({ target: request.headers['x-amz-target'], body: JSON.parse(body) });
        response
          .writeHead(200, { 'content-type': 'application/x-amz-json-1.1' })
          .end(JSON.stringify({ IdentityId: identityId, Credentials: credentials }));
      });
    });
    server.listen(0, 'localhost');
    await once(server, 'listening');
    return new StubCognito(server, requests);
  }

  private constructor(
    private readonly server: Server,
    /** What was asked for, oldest first. */
    readonly requests: readonly { readonly target: unknown; readonly body: unknown }[],
  ) {}

  /** Credentials as docs/IDENTITY-POOL.md gets them, from this server. */
  credentials() {
    const endpoint = `http://localhost:${(this.server.address() as AddressInfo).port}`;
    return fromCognitoIdentity({
      identityId,
      logins: { 'cognito-identity.amazonaws.com': async () => 'token of the back end' },
      clientConfig: { region, endpoint },
    });
  }

  stop(): void {
    this.server.close();
  }
}
