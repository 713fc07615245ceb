import { once } from 'node:events';
import type { IncomingMessage } from 'node:http';
import { createServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import type { Duplex } from 'node:stream';
import { Aedes, type AedesPublishPacket, type Client } from 'aedes';
import { createWebSocketStream, WebSocketServer } from 'ws';
import { expectedSignature } from './signature';
import type { ThrowawayCa } from './throwaway-pki';

/** The secret key of the one caller that the broker knows. */
export const secretAccessKey = 'secret';

/** A broker on this machine that takes MQTT over WebSocket, with a valid signature only. */
export class LocalBroker {
  static async start(ca: ThrowawayCa): Promise<LocalBroker> {
    const { certificate, privateKey } = await ca.issue('localhost');
    const aedes = await Aedes.createBroker();
    const connections = new Set<Duplex>();
    const server = createServer({ cert: certificate, key: privateKey });
    const sockets = new WebSocketServer({
      server,
      verifyClient: (info: { req: IncomingMessage }) => isSigned(info.req),
    });
    sockets.on('connection', (socket) => {
      const stream = createWebSocketStream(socket);
      connections.add(stream);
      aedes.handle(stream);
    });
    server.listen(0, 'localhost');
    await once(server, 'listening');
    return new LocalBroker(aedes, server, connections);
  }

  /** What clients published, oldest first. */
  readonly received: {
    readonly clientId: string;
    readonly topic: string;
    readonly qos: number;
    readonly body: unknown;
  }[] = [];

  private constructor(
    readonly aedes: Aedes,
    private readonly server: ReturnType<typeof createServer>,
    private readonly connections: ReadonlySet<Duplex>,
  ) {
    aedes.on('publish', (packet: AedesPublishPacket, client: Client | null) => {
      if (client) {
        const body: unknown = JSON.parse(packet.payload.toString());
        this.received.push({ clientId: client.id, topic: packet.topic, qos: packet.qos, body });
      }
    });
  }

  get endpoint(): string {
    return `localhost:${(this.server.address() as AddressInfo).port}`;
  }

  /** Cuts the connection on which the next message comes, before that is acknowledged. */
  loseNextMessage(): void {
    const { authorizePublish } = this.aedes;
    this.aedes.authorizePublish = (client) => {
      this.aedes.authorizePublish = authorizePublish;
      client?.conn.destroy();
    };
  }

  /** Cuts all connections without a word, as a bad network does. */
  cutConnections(): void {
    this.connections.forEach((connection) => connection.destroy());
  }

  async stop(): Promise<void> {
    await new Promise<void>((resolve) => this.aedes.close(resolve));
    this.server.close();
  }
}

function isSigned({ url = '', headers }: IncomingMessage): boolean {
  const address = new URL(url, `wss://${headers.host}`);
  return address.searchParams.get('X-Amz-Signature') === expectedSignature(address, secretAccessKey);
}
