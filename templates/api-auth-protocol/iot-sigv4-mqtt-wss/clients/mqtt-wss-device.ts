import type { AwsCredentialIdentityProvider } from '@aws-sdk/types';
import { connectAsync, type MqttClient } from 'mqtt';
import { presignedUrl } from './presigned-url';
import { encodePublication, type Publication } from './publication';

export interface MqttWssDeviceOptions {
  /** Host name, with a port if it is not the usual one. */
  readonly endpoint: string;
  /** Name of the device that the credentials belong to. */
  readonly device: string;
  readonly credentials: AwsCredentialIdentityProvider;
  /** PEM; by default those that Node.js trusts, Amazon's among them. */
  readonly certificateAuthority?: string;
}

/** A device that publishes over MQTT over WebSocket, signed with SigV4. It connects again by itself when cut off. */
export class MqttWssDevice {
  /** @throws Error when the endpoint cannot be reached or refuses the device */
  static async connect(options: MqttWssDeviceOptions): Promise<MqttWssDevice> {
    const { endpoint, device, credentials, certificateAuthority } = options;
    let url = await presignedUrl(endpoint, credentials);
    const connection = {
      clientId: device, // the role lets a session connect under no other
      transformWsUrl: () => url,
      wsOptions: { ca: certificateAuthority },
    };
    const retryFirst = false; // a refusal would come again and again
    const client = await connectAsync(url, connection, retryFirst);
    client.on('close', () => {
      // Signed between two attempts. Should that fail, the old address is refused, and this runs again.
      void presignedUrl(endpoint, credentials).then(
        (renewed) => (url = renewed),
        () => undefined,
      );
    });
    return new MqttWssDevice(device, client);
  }

  private constructor(
    private readonly device: string,
    private readonly client: MqttClient,
  ) {}

  /**
   * Publishes with QoS 1: returns when AWS IoT Core has acknowledged the message, and sends it again after a lost
   * connection. A repetition carries the same id, so the worker handles it once.
   *
   * @returns the id of the message
   */
  async publish(publication: Publication): Promise<string> {
    const { topic, body, messageId } = encodePublication(this.device, publication);
    await this.client.publishAsync(topic, body, { qos: 1 });
    return messageId;
  }

  /** Waits for what is under way and disconnects. */
  async close(): Promise<void> {
    await this.client.endAsync();
  }
}
