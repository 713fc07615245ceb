import { GraphqlClient } from '../../clients/graphql-client';

export const credentials = { accessKeyId: 'AKIDEXAMPLE', secretAccessKey: 'secret', sessionToken: 'token' };

/** A client of a server on the loopback interface. */
export function testClient(url: string): GraphqlClient {
  return new GraphqlClient({ url, region: 'us-east-1', credentials: async () => credentials, timeoutMs: 5_000 });
}
