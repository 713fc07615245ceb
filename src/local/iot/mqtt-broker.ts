import type { Duplex } from 'node:stream';
import type { DeviceGateway } from './device-gateway';
import type { Device } from './devices';
import type { FleetProvisioning } from './fleet-provisioning';
import type { ProjectPackages } from '../project-packages';

/** As much of a client of aedes as is used. */
interface Client {
  readonly id: string;
  readonly conn: Duplex;
  /** Sends to this client alone, whatever it subscribed to. */
  publish(packet: object, done: (error?: Error) => void): void;
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

/** What the topics of AWS IoT Core itself begin with. */
const reservedPrefix = '$aws/';

/** The highest quality of service that AWS IoT Core knows (iot/latest/developerguide/mqtt.html). */
const highestQos = 1;

/** A broker for devices that have proved who they are. */
export interface MqttBroker {
  /** Speaks MQTT on a connection of a device. */
  handle(device: Device, stream: Duplex): void;
  stop(): Promise<void>;
}

/**
 * What a device may not do ends its connection, as with AWS IoT Core.
 *
 * @param provisioning absent where devices cannot provision themselves
 */
export async function createBroker(
  packages: ProjectPackages,
  gateway: DeviceGateway,
  provisioning?: FleetProvisioning,
): Promise<MqttBroker> {
  const devices = new WeakMap<Duplex, Device>();
  const deviceOf = ({ conn }: Client) => devices.get(conn)!;
  const { Aedes } = await packages.load<AedesPackage>('aedes');
  const broker = await Aedes.createBroker({
    authenticate: (client: Client, _user: unknown, _password: unknown, done: Done<boolean>) =>
      gateway.mayConnect(deviceOf(client), client.id)
        ? done(null, true)
        : done(Object.assign(new Error(`${client.id} may not connect`), { returnCode: notAuthorized })),
    authorizePublish: (client: Client | null, packet: Packet, done: Done<void>) =>
      void (
        client ? publish({ gateway, provisioning, device: deviceOf(client), client, packet }) : Promise.resolve()
      ).then(
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
  readonly provisioning?: FleetProvisioning;
  readonly device: Device;
  readonly client: Client;
  readonly packet: Packet;
}

/** @throws Error that ends the connection */
async function publish(publishing: Publishing): Promise<void> {
  const { gateway, device, client, packet } = publishing;
  const { topic, payload, qos } = packet;
  if (qos > highestQos) {
    throw new Error(`QoS ${qos} is not known to AWS IoT Core`);
  }
  if (await provision(publishing)) {
    return;
  }
  const outcome = await gateway.publish(device, { topic, payload: Buffer.from(payload), clientId: client.id });
  if (outcome !== 'accepted') {
    throw new Error(`${client.id} may not publish on ${topic}: ${outcome}`);
  }
}

/**
 * Answers a request for provisioning, over the connection that it came by.
 *
 * @returns whether it was one that the device may make
 */
async function provision({ gateway, provisioning, device, client, packet }: Publishing): Promise<boolean> {
  const { topic, payload } = packet;
  if (!provisioning || !topic.startsWith(reservedPrefix) || !gateway.mayPublish(device, topic, client.id)) {
    return false;
  }
  const answer = await provisioning.answer(topic, payload.toString());
  if (answer) {
    gateway.answered(topic, answer.isAccepted ? 200 : 400);
  }
  if (answer && gateway.mayReceive(device, answer.topic, client.id)) {
    const message = {
      cmd: 'publish',
      topic: answer.topic,
      payload: JSON.stringify(answer.body),
      qos: 1,
      retain: false,
    };
    client.publish(message, () => undefined); // who is gone meanwhile has no use for it
  }
  return answer !== undefined;
}
