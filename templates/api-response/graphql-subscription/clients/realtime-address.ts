import type { GraphqlClient } from './graphql-client';

/** What AppSync expects to be signed, beside `host`, wherever a WebSocket takes the place of a request. */
const signedHeaders = {
  accept: 'application/json, text/javascript',
  'content-encoding': 'amz-1.0',
  'content-type': 'application/json; charset=UTF-8',
};

/** The headers that authorize a message on the WebSocket, signed as if its body were posted to the API. */
export function authorize(client: GraphqlClient, body: string): Promise<Record<string, string>> {
  return client.sign(client.url, signedHeaders, body);
}

/** Address of the WebSocket; signed, so it is good for one connection made right away. */
export async function realtimeAddress(client: GraphqlClient): Promise<URL> {
  const body = '{}';
  const connect = new URL(`${client.url.pathname}/connect`, client.url);
  const header = JSON.stringify(await client.sign(connect, signedHeaders, body));
  const address = new URL(client.url);
  address.protocol = client.url.protocol === 'https:' ? 'wss:' : 'ws:';
  address.hostname = client.url.hostname.replace('.appsync-api.', '.appsync-realtime-api.');
  address.searchParams.set('header', Buffer.from(header).toString('base64'));
  address.searchParams.set('payload', Buffer.from(body).toString('base64'));
  return address;
}
