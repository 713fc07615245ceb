import { createServer, type RequestListener } from 'node:http';
import type { AddressInfo } from 'node:net';

/** Something of a local run that listens. */
export interface LoopbackServer {
  /** Without a slash at its end. */
  readonly url: string;
  stop(): Promise<void>;
}

/** Listens on a free port of the loopback interface. */
export async function startLoopbackServer(listener: RequestListener): Promise<LoopbackServer> {
  const server = createServer(listener);
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(0, '127.0.0.1', resolve);
  });
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}`,
    stop: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}
