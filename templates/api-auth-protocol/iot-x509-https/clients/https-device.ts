import { Agent, request } from 'node:https';
import type { DeviceCredentials, EndpointOverrides } from './device-credentials';
import { encodePublication, type Publication } from './publication';

/** Port for HTTPS with a client certificate (iot/latest/developerguide/protocols.html). */
const httpsPort = 8443;

/** ms until a request without an answer is given up. */
const timeoutMs = 10_000;

export type HttpsDeviceOptions = Pick<DeviceCredentials, 'endpoint' | 'certificateId' | 'certificate' | 'privateKey'> &
  EndpointOverrides;

/** AWS IoT Core did not take a message. */
export class PublishError extends Error {
  constructor(
    /** HTTP status. Send the message again, with the same id, after 429 and 5xx only. */
    readonly status: number,
    body: string,
  ) {
    super(`AWS IoT Core answered ${status}: ${body}`);
    this.name = 'PublishError';
  }
}

/** A device that publishes over HTTPS and proves itself with its certificate. */
export class HttpsDevice {
  private readonly agent: Agent;

  constructor(private readonly options: HttpsDeviceOptions) {
    const { certificate: cert, privateKey: key, certificateAuthority: ca } = options;
    this.agent = new Agent({ keepAlive: true, cert, key, ca });
  }

  /**
   * Returns when AWS IoT Core has taken the message.
   *
   * @returns the id of the message
   * @throws PublishError when it was refused; any other error leaves open whether it arrived
   */
  async publish(publication: Publication): Promise<string> {
    // The device goes by the id of its certificate: over HTTPS, AWS IoT Core knows no thing.
    const { topic, body, messageId } = encodePublication(this.options.certificateId, publication);
    const { status, text } = await this.post(`/topics/${encodeURIComponent(topic)}?qos=1`, body);
    if (status !== 200) {
      throw new PublishError(status, text);
    }
    return messageId;
  }

  /** Closes the connections that are kept open. */
  close(): void {
    this.agent.destroy();
  }

  private async post(path: string, body: string): Promise<{ readonly status: number; readonly text: string }> {
    const { endpoint: hostname, port = httpsPort } = this.options;
    return new Promise((resolve, reject) => {
      const outgoing = request(
        { agent: this.agent, hostname, port, path, method: 'POST', timeout: timeoutMs },
        (incoming) => {
          const chunks: Buffer[] = [];
          incoming.on('data', (chunk: Buffer) => chunks.push(chunk));
          incoming.on('end', () =>
            resolve({ status: incoming.statusCode ?? 0, text: Buffer.concat(chunks).toString() }),
          );
          incoming.on('error', reject);
        },
      );
      outgoing.on('timeout', () => outgoing.destroy(new Error(`no answer within ${timeoutMs} ms`)));
      outgoing.on('error', reject);
      outgoing.end(body);
    });
  }
}
