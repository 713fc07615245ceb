import { Sha256 } from '@aws-crypto/sha256-js';
import { SignatureV4 } from '@smithy/signature-v4';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { WebSocket } from 'ws';
import { type Desk, openDesk } from './desk-api';
import { localCallers } from '../../../src/local/callers';
import { GraphqlServer } from '../../../src/local/graphql/graphql-server';
import type { LocalCaller } from '../../../src/local/rest/signature';
import { createVerify } from '../../../src/local/rest/signature';
import { packages } from '../rest/shop-api';

const region = 'eu-west-1';
const [alice, bob] = localCallers as [LocalCaller, LocalCaller];
let desk: Desk;
let server: GraphqlServer;
beforeAll(async () => {
  desk = await openDesk();
  server = await GraphqlServer.listen({ port: 0, report: () => undefined });
  const verify = createVerify({ callers: localCallers, region, services: ['appsync'] });
  await server.serve({ engine: desk.engine, packages, verify });
});
afterAll(async () => server.stop());

/** Headers of a POST that is signed as AppSync asks. */
async function sign(credentials: LocalCaller, path: string, body: string): Promise<Record<string, string>> {
  const signer = new SignatureV4({ service: 'appsync', region, credentials, sha256: Sha256 });
  const { host, hostname, protocol } = new URL(server.url);
  const headers = { host, 'content-type': 'application/json' };
  return (await signer.sign({ method: 'POST', protocol, hostname, path, headers, body })).headers;
}

async function post(credentials: LocalCaller, body: string) {
  const response = await fetch(server.url, {
    method: 'POST',
    headers: await sign(credentials, '/graphql', body),
    body,
  });
  return { status: response.status, body: (await response.json()) as unknown };
}

interface Message {
  readonly type: string;
  readonly id?: string;
  readonly payload?: unknown;
}

/** A WebSocket of a caller, with what came over it; `ka` left out. */
async function connect(credentials: LocalCaller) {
  const url = new URL(server.url.replace('http', 'ws'));
  const header = JSON.stringify(await sign(credentials, '/graphql/connect', '{}'));
  url.searchParams.set('header', Buffer.from(header).toString('base64'));
  url.searchParams.set('payload', Buffer.from('{}').toString('base64'));
  const socket = new WebSocket(url, 'graphql-ws');
  const messages: Message[] = [];
  socket.on('message', (text) => messages.push(JSON.parse(String(text)) as Message));
  await new Promise((resolve) => socket.on('open', resolve));
  const heard = () => messages.filter(({ type }) => type !== 'ka');
  const send = (message: object) => socket.send(JSON.stringify(message));
  send({ type: 'connection_init' });
  await expect.poll(heard).toHaveLength(1);
  const start = async (id: string, orderId: string, as = credentials) => {
    const data = JSON.stringify({
      query: 'subscription ($id: ID!) { order: finished(id: $id) { id owner } }',
      variables: { id: orderId },
    });
    send({ id, type: 'start', payload: { data, extensions: { authorization: await sign(as, '/graphql', data) } } });
    const seen = heard().length;
    await expect.poll(() => heard().length).toBeGreaterThan(seen);
  };
  return { socket, heard, send, start };
}

const publish = (id: string, owner: string, selected = 'id owner') =>
  JSON.stringify({ query: `mutation { publish(id: "${id}", owner: "${owner}") { ${selected} } }` });

describe('the GraphQL server', () => {
  it('answers who signs, and nobody else', async () => {
    const body = '{"query":"{ caller }"}';
    expect(await post(alice, body)).toEqual({ status: 200, body: { data: { caller: `${alice.arn},,test` } } });
    const refused = (status: number, errorType: string) => ({
      status,
      body: { errors: [expect.objectContaining({ errorType })] },
    });
    expect(await post({ ...alice, secretAccessKey: 'guessed' }, body)).toEqual(
      refused(403, 'InvalidSignatureException'),
    );
    expect(await post({ ...alice, accessKeyId: 'OTHER' }, body)).toEqual(refused(403, 'UnrecognizedClientException'));
    expect(await post(alice, '{}')).toEqual(refused(400, 'MalformedHttpRequestException'));
    const unsigned = await fetch(server.url, { method: 'POST', body });
    expect(unsigned.status).toBe(401);
    expect((await fetch(server.url)).status).toBe(404);
  });
});

describe('a WebSocket', () => {
  it('tells a subscriber what is published for it alone, until it stops', async () => {
    const { heard, send, start, socket } = await connect(alice);
    await start('1', 'a');
    await post(alice, publish('a', 'bob'));
    await post(alice, publish('b', 'alice'));
    await post(alice, publish('a', 'alice', 'id')); // without the owner, the filter has nothing to go by
    await post(alice, publish('a', 'alice'));
    const data = { order: { id: 'a', owner: 'alice' } };
    await expect.poll(heard).toEqual([
      { type: 'connection_ack', payload: { connectionTimeoutMs: 300_000 } },
      { id: '1', type: 'start_ack' },
      { id: '1', type: 'data', payload: { data } },
    ]);
    send({ id: '1', type: 'stop' });
    await expect.poll(() => heard().at(-1)).toEqual({ id: '1', type: 'complete' });
    await post(alice, publish('a', 'alice'));
    expect(heard()).toHaveLength(4);
    socket.close();
  });

  it('refuses a subscription that is not signed by whom it says, or that its resolver refuses', async () => {
    const { heard, start, socket } = await connect(alice);
    await start('1', 'a', { ...bob, secretAccessKey: 'guessed' });
    await start('2', 'secret');
    expect(heard().slice(1)).toMatchObject([
      { id: '1', type: 'error', payload: { errors: [{ errorType: 'InvalidSignatureException' }] } },
      { id: '2', type: 'error', payload: { errors: [{ errorType: 'Unauthorized' }] } },
    ]);
    socket.close();
  });

  it('is closed for who is not believed', async () => {
    const { heard, socket } = await connect({ ...alice, secretAccessKey: 'guessed' });
    expect(heard()).toMatchObject([
      { type: 'connection_error', payload: { errors: [{ errorType: 'UnauthorizedException' }] } },
    ]);
    await expect.poll(() => socket.readyState).toBe(WebSocket.CLOSED);
  });
});

describe('the GraphQL server with another engine', () => {
  it('answers on at the same address, and ends connections to the one before', async () => {
    const changing = await GraphqlServer.listen({ port: 0, report: () => undefined });
    const [before, after] = [await openDesk(), await openDesk()];
    const verify = async () => ({ caller: alice });
    const execute = async ({ engine }: Desk, field: string) => {
      await changing.serve({ engine, packages, verify });
      const response = await fetch(changing.url, { method: 'POST', body: JSON.stringify({ query: `{ ${field} }` }) });
      return response.json() as Promise<object>;
    };
    try {
      expect(await execute(before, 'caller')).toHaveProperty('data.caller');
      const socket = new WebSocket(changing.url.replace('http', 'ws'), 'graphql-ws');
      await new Promise((resolve) => socket.on('open', resolve));
      const closed = new Promise((resolve) => socket.on('close', resolve));
      expect(await execute(after, 'caller')).toHaveProperty('data.caller');
      await closed;
    } finally {
      await changing.stop();
    }
  });
});
