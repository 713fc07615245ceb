import { createServer as createHttpServer, type RequestListener } from 'node:http';
import { createServer as createHttpsServer, type Server as HttpsServer } from 'node:https';
import type { Duplex } from 'node:stream';
import { createServer as createTlsServer, type TLSSocket } from 'node:tls';
import type { Credential } from './device-authority';
import { listenOnLoopback, type RunningServer } from '../loopback-server';

/** What the first byte of every connection of MQTT is: the packet CONNECT (MQTT 3.1.1, 3.1.1). */
const connectPacket = 0x10;

export interface DeviceServerOptions {
  /** 0 for any free one. */
  readonly port: number;
  readonly server: Credential;
  readonly onRequest: RequestListener;
}

export interface CertificateServerOptions extends DeviceServerOptions {
  /** Authority whose certificates are taken, PEM. */
  readonly authority: string;
  /** Absent where no device may connect. */
  readonly onMqtt?: (socket: TLSSocket) => void;
}

/**
 * One port for MQTT and HTTPS with a client certificate. AWS tells them apart by ALPN; here the first byte does, so that
 * clients need to know one port alone.
 */
export async function startCertificateServer(options: CertificateServerOptions): Promise<RunningServer> {
  const { port, server, authority, onRequest, onMqtt } = options;
  const http = createHttpServer(onRequest);
  const tls = { cert: server.certificate, key: server.key, ca: authority, requestCert: true, rejectUnauthorized: true };
  const listener = createTlsServer(tls, (socket) => {
    socket.on('error', () => socket.destroy());
    socket.once('readable', () => {
      const first = socket.read() as Buffer | null;
      if (first === null) {
        return;
      }
      socket.unshift(first);
      if (first[0] === connectPacket) {
        onMqtt?.(socket);
      } else {
        http.emit('connection', socket);
      }
    });
  });
  return listenOnLoopback(listener, port);
}

export interface SignatureServerOptions extends DeviceServerOptions {
  /** Absent where no device may connect. */
  readonly onUpgrade?: Parameters<HttpsServer['on']>[1];
}

/** One port for HTTPS and MQTT over WebSocket, with signatures. */
export async function startSignatureServer(options: SignatureServerOptions): Promise<RunningServer> {
  const { port, server, onRequest, onUpgrade } = options;
  const listener = createHttpsServer({ cert: server.certificate, key: server.key }, onRequest);
  listener.on('upgrade', onUpgrade ?? ((_request, socket: Duplex) => socket.destroy()));
  return listenOnLoopback(listener, port);
}
