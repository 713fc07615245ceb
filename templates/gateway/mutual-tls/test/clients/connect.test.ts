import type { TLSSocket } from 'node:tls';
import { expect, test } from 'vitest';
import { connect } from '../../clients/connect';
import { createAuthority, issueClientCertificate } from '../../scripts/certificate-authority';
import { startMutualTlsServer } from '../support/local-api';
import { scripted } from '../support/local-server';

const url = (base: string) => new URL('orders', base);

test('shows its certificate, and keeps the connection', async () => {
  const callers = new Map<unknown, string>();
  const server = await startMutualTlsServer((request, response) => {
    const socket = request.socket as TLSSocket;
    callers.set(socket, String(socket.getPeerCertificate().subject.CN));
    response.end();
  });
  const client = await issueClientCertificate(server.authority, 'pump-7');
  const api = connect({ url: server.url, ...client, serverAuthority: server.authority.certificate });
  await api.send({ method: 'GET', url: url(api.url) });
  await new Promise(setImmediate); // the connection is free only after the answer has been read
  await api.send({ method: 'GET', url: url(api.url) });
  expect([...callers.values()]).toEqual(['pump-7']);
});

test('a certificate of another authority is refused in the handshake', async () => {
  const listener = scripted({ status: 200, body: {} });
  const server = await startMutualTlsServer(listener);
  const stranger = await issueClientCertificate(await createAuthority('Test'), 'pump-7');
  const api = connect({ url: server.url, ...stranger, serverAuthority: server.authority.certificate });
  await expect(api.send({ method: 'GET', url: url(api.url) })).rejects.toThrow();
  expect(listener.requests).toEqual([]);
});

test('does not show its certificate to a server that it does not trust', async () => {
  const listener = scripted({ status: 200, body: {} });
  const server = await startMutualTlsServer(listener);
  const client = await issueClientCertificate(server.authority, 'pump-7');
  const api = connect({ url: server.url, ...client });
  await expect(api.send({ method: 'GET', url: url(api.url) })).rejects.toThrow(/certificate/);
  expect(listener.requests).toEqual([]);
});
