import { Agent } from 'node:https';
import { IoTDataPlaneClient, PublishCommand } from '@aws-sdk/client-iot-data-plane';
import type { AwsCredentialIdentityProvider } from '@aws-sdk/types';
import { region } from '../src/spillway/service';
import { encodePublication, type Publication } from './publication';

export interface HttpsDeviceOptions {
  /** Host name, with a port if it is not the usual one. */
  readonly endpoint: string;
  /** Name of the device that the credentials belong to. */
  readonly device: string;
  readonly credentials: AwsCredentialIdentityProvider;
  /** PEM; by default those that Node.js trusts, Amazon's among them. */
  readonly certificateAuthority?: string;
}

/** A device that publishes over HTTPS, signed with SigV4. */
export class HttpsDevice {
  private readonly client: IoTDataPlaneClient;

  constructor(private readonly options: HttpsDeviceOptions) {
    const { endpoint, credentials, certificateAuthority: ca } = options;
    this.client = new IoTDataPlaneClient({
      region,
      endpoint: `https://${endpoint}`,
      credentials,
      requestHandler: { httpsAgent: new Agent({ keepAlive: true, ca }) },
    });
  }

  /**
   * Returns when AWS IoT Core has taken the message. The SDK sends it again when that is worth a try; a repetition carries
   * the same id, so the worker handles it once.
   *
   * @returns the id of the message
   */
  async publish(publication: Publication): Promise<string> {
    const { topic, body, messageId } = encodePublication(this.options.device, publication);
    await this.client.send(new PublishCommand({ topic, qos: 1, payload: Buffer.from(body) }));
    return messageId;
  }

  /** Closes the connections that are kept open. */
  close(): void {
    this.client.destroy();
  }
}
