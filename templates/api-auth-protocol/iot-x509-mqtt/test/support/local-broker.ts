import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import type { Duplex } from 'node:stream';
import { createServer, type TLSSocket } from 'node:tls';
import { Aedes, type AedesPublishPacket, type Client } from 'aedes';
import type { ThrowawayCa } from './throwaway-pki';

/** A broker on this machine that takes clients of the given authority only. */
export class LocalBroker {
  static async start(ca: ThrowawayCa): Promise<LocalBroker> {
    const { certificate, privateKey } = await ca.issue('localhost');
    const aedes = await Aedes.createBroker();
    const connections = new Set<Duplex>();
    const server = createServer(
      { cert: certificate, key: privateKey, ca: ca.certificate, requestCert: true, rejectUnauthorized: true },
      (socket) => {
        connections.add(socket);
        aedes.handle(socket);
      },
    );
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
    // As AWS IoT Core: the client id must be the name that the certificate stands for.
    aedes.authenticate = (client, _username, _password, done) => done(null, client.id.startsWith(commonName(client)));
    aedes.on('publish', (packet: AedesPublishPacket, client: Client | null) => {
      if (client) {
        const body: unknown = JSON.parse(packet.payload.toString());
        this.received.push({ clientId: client.id, topic: packet.topic, qos: packet.qos, body });
      }
    });
  }

  get port(): number {
    return (this.server.address() as AddressInfo).port;
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

function commonName(client: Client): string {
  const { CN: name } = (client.conn as TLSSocket).getPeerCertificate().subject;
  return String(name);
}
