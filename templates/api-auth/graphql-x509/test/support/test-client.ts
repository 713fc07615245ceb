import { GraphqlClient } from '../../clients/graphql-client';

/** A client of a server on this machine, without the TLS that `connect` brings. */
export function testClient(url: string): GraphqlClient {
  const send = async ({ method, url: target, body }: { method: string; url: URL; body?: string }) => {
    const answer = await fetch(target, { method, body });
    return { status: answer.status, body: await answer.text() };
  };
  return new GraphqlClient({ url: new URL('.', url).href, send });
}
