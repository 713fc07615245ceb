import { connectAsync, type MqttClient } from 'mqtt';
import type { DeviceCredentials, EndpointOverrides } from './device-credentials';
import { encodePublication, type Publication } from './publication';

/** Port for MQTT with a client certificate (iot/latest/developerguide/protocols.html). */
const mqttPort = 8883;

export type MqttDeviceOptions = Pick<DeviceCredentials, 'endpoint' | 'thingName' | 'certificate' | 'privateKey'> &
  EndpointOverrides;

/** A device that publishes over MQTT and proves itself with its certificate. It connects again by itself when cut off. */
export class MqttDevice {
  /** @throws Error when the endpoint cannot be reached or refuses the device */
  static async connect(options: MqttDeviceOptions): Promise<MqttDevice> {
    const { endpoint, thingName, certificate, privateKey, port = mqttPort, certificateAuthority } = options;
    const connection = {
      clientId: thingName, // the policy lets a device connect under no other
      cert: certificate,
      key: privateKey,
      ca: certificateAuthority,
    };
    const retryFirst = false; // a refusal would come again and again
    return new MqttDevice(thingName, await connectAsync(`mqtts://${endpoint}:${port}`, connection, retryFirst));
  }

  private constructor(
    private readonly thingName: string,
    private readonly client: MqttClient,
  ) {}

  /**
   * Publishes with QoS 1: returns when AWS IoT Core has acknowledged the message, and sends it again after a lost
   * connection. A repetition carries the same id, so the worker handles it once.
   *
   * @returns the id of the message
   */
  async publish(publication: Publication): Promise<string> {
    const { topic, body, messageId } = encodePublication(this.thingName, publication);
    await this.client.publishAsync(topic, body, { qos: 1 });
    return messageId;
  }

  /** Waits for what is under way and disconnects. */
  async close(): Promise<void> {
    await this.client.endAsync();
  }
}
