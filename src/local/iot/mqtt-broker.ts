import type { Duplex } from 'node:stream';
import type { DeviceGateway } from './device-gateway';
import type { Device } from './devices';
import type { ProjectPackages } from '../project-packages';

/** As much of a client of aedes as is used. */
interface Client {
  readonly id: string;
  readonly conn: Duplex;
}

interface Packet {
  readonly topic: string;
  readonly payload: Buffer | string;
  readonly qos: number;
}

type Done<T> = (error: Error | null, value?: T) => void;

/** As much of aedes as is used. */
interface Aedes {
  handle(stream: Duplex): void;
  close(callback: () => void): void;
}

interface AedesPackage {
  readonly Aedes: { createBroker(options: object): Promise<Aedes> };
}

/** Code of CONNACK for a client that may not connect (MQTT 3.1.1, 3.2.2.3). */
const notAuthorized = 5;

/** The highest quality of service that AWS IoT Core knows (iot/latest/developerguide/mqtt.html). */
const highestQos = 1;

/** A broker for devices that have proved who they are. */
export interface MqttBroker {
  /** Speaks MQTT on a connection of a device. */
  handle(device: Device, stream: Duplex): void;
  stop(): Promise<void>;
}

/** What a device may not do ends its connection, as with AWS IoT Core. */
export async function createBroker(packages: ProjectPackages, gateway: DeviceGateway): Promise<MqttBroker> {
  const devices = new WeakMap<Duplex, Device>();
  const deviceOf = ({ conn }: Client) => devices.get(conn)!;
  const { Aedes } = await packages.load<AedesPackage>('aedes');
  const broker = await Aedes.createBroker({
    authenticate: (client: Client, _user: unknown, _password: unknown, done: Done<boolean>) =>
      gateway.mayConnect(deviceOf(client), client.id)
        ? done(null, true)
        : done(Object.assign(new Error(`${client.id} may not connect`), { returnCode: notAuthorized })),
    authorizePublish: (client: Client | null, packet: Packet, done: Done<void>) =>
      void (client ? publish({ gateway, device: deviceOf(client), client, packet }) : Promise.resolve()).then(
        () => done(null),
        (error: Error) => done(error),
      ),
    authorizeSubscribe: (client: Client, subscription: { readonly topic: string }, done: Done<unknown>) =>
      done(null, gateway.maySubscribe(deviceOf(client), subscription.topic, client.id) ? subscription : null),
    authorizeForward: (client: Client, packet: Packet) =>
      gateway.mayReceive(deviceOf(client), packet.topic, client.id) ? packet : null,
  });
  return {
    handle: (device, stream) => {
      devices.set(stream, device);
      stream.on('error', () => stream.destroy());
      broker.handle(stream);
    },
    stop: () => new Promise((resolve) => broker.close(resolve)),
  };
}

interface Publishing {
  readonly gateway: DeviceGateway;
  readonly device: Device;
  readonly client: Client;
  readonly packet: Packet;
}

/** @throws Error that ends the connection */
async function publish({ gateway, device, client, packet: { topic, payload, qos } }: Publishing): Promise<void> {
  if (qos > highestQos) {
    throw new Error(`QoS ${qos} is not known to AWS IoT Core`);
  }
  const outcome = await gateway.publish(device, { topic, payload: Buffer.from(payload), clientId: client.id });
  if (outcome !== 'accepted') {
    throw new Error(`${client.id} may not publish on ${topic}: ${outcome}`);
  }
}
