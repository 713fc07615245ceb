import { createServer, type IncomingMessage, type RequestListener } from 'node:http';
import type { AddressInfo, Server, Socket } from 'node:net';
import { SpillwayError } from '../errors';

/** Something of a local run that listens. */
export interface RunningServer {
  readonly port: number;
  /** Ends its connections, too. */
  stop(): Promise<void>;
}

/** Listens without TLS, for whoever needs an address. */
export interface LoopbackServer extends RunningServer {
  /** Without a slash at its end. */
  readonly url: string;
}

/** Serves HTTP on a free port of the loopback interface, to whoever asks for it by a name of this machine. */
export async function startLoopbackServer(listener: RequestListener): Promise<LoopbackServer> {
  const server = createServer((request, response) => {
    if (isLocal(request)) {
      listener(request, response);
    } else {
      response.writeHead(403, { 'content-type': 'application/json' }).end('{"message":"only this machine may ask"}');
    }
  });
  const running = await listenOnLoopback(server);
  return { ...running, url: `http://127.0.0.1:${running.port}` };
}

/** By any other name, a page of another site could have made a browser come here, and read what it is answered. */
function isLocal({ headers }: IncomingMessage): boolean {
  return /^(127\.0\.0\.1|localhost):\d+$/.test(headers.host ?? '');
}

/**
 * Has a server listen on the loopback interface alone.
 *
 * @param port 0 for any free one
 * @throws SpillwayError `local-run-failed` when the port is taken
 */
export async function listenOnLoopback(server: Server, port = 0): Promise<RunningServer> {
  const connections = new Set<Socket>();
  server.on('connection', (socket: Socket) => {
    connections.add(socket);
    socket.on('close', () => connections.delete(socket));
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', (error: NodeJS.ErrnoException) => {
      const taken = `port ${port} is taken; give another one with --port`;
      reject(error.code === 'EADDRINUSE' ? new SpillwayError('local-run-failed', taken, { cause: error }) : error);
    });
    server.listen(port, '127.0.0.1', resolve);
  });
  return {
    port: (server.address() as AddressInfo).port,
    stop: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        connections.forEach((socket) => socket.destroy()); // http.Server does not know those that became WebSockets
      }),
  };
}
