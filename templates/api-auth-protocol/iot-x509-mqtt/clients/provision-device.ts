import { randomUUID } from 'node:crypto';
import { connectAsync, type MqttClient } from 'mqtt';
import { claimClientPrefix, provisioningTemplateName } from '../src/spillway/provisioning-names';
import { serviceName } from '../src/spillway/service';
import type { DeviceCredentials, EndpointOverrides } from './device-credentials';

/** Port for MQTT with a client certificate (iot/latest/developerguide/protocols.html). */
const mqttPort = 8883;

export interface ProvisionOptions extends EndpointOverrides {
  readonly endpoint: string;
  /** The claim certificate and its key, PEM. */
  readonly certificate: string;
  readonly privateKey: string;
  /** Kept as an attribute of the thing. */
  readonly serialNumber: string;
}

type Answer = Readonly<Record<string, string>>;

/**
 * Exchanges a claim certificate for one of the device's own. AWS gives the key out once: store what is returned before
 * anything else.
 */
export async function provisionDevice(options: ProvisionOptions): Promise<DeviceCredentials> {
  const { endpoint, certificate, privateKey, serialNumber, port = mqttPort, certificateAuthority } = options;
  const clientId = `${claimClientPrefix(serviceName)}${randomUUID()}`;
  const connection = { clientId, cert: certificate, key: privateKey, ca: certificateAuthority };
  const client = await connectAsync(`mqtts://${endpoint}:${port}`, connection, false);
  try {
    const created = await call(client, '$aws/certificates/create/json', {});
    const provision = `$aws/provisioning-templates/${provisioningTemplateName(serviceName)}/provision/json`;
    const { certificateOwnershipToken } = created;
    const { thingName } = await call(client, provision, {
      certificateOwnershipToken,
      parameters: { SerialNumber: serialNumber },
    });
    return {
      endpoint,
      thingName: thingName!,
      certificateId: created.certificateId!,
      certificate: created.certificatePem!,
      privateKey: created.privateKey!,
    };
  } finally {
    await client.endAsync();
  }
}

/** Publishes a request and waits for the answer, which comes on one of two topics below. */
async function call(client: MqttClient, topic: string, request: object): Promise<Answer> {
  const topics = [`${topic}/accepted`, `${topic}/rejected`];
  await client.subscribeAsync(topics, { qos: 1 });
  const answer = new Promise<Answer>((resolve, reject) => {
    client.on('message', (answeredOn, body) => {
      if (answeredOn === topics[0]) {
        resolve(JSON.parse(body.toString()) as Answer);
      } else if (answeredOn === topics[1]) {
        reject(new Error(`AWS IoT Core refused ${topic}: ${body.toString()}`));
      }
    });
    client.once('close', () => reject(new Error(`the connection was closed before ${topic} was answered`)));
  });
  await client.publishAsync(topic, JSON.stringify(request), { qos: 1 });
  return answer;
}
