import { Sha256 } from '@smithy/core/checksum';
import { SignatureV4 } from '@smithy/signature-v4';
import { connectAsync } from 'mqtt';
import { region } from '../service.mjs';
import { setting } from '../settings.mjs';

/** Seconds in which the address can be used to connect; the connection itself lasts longer. */
const validitySeconds = 300;

/**
 * Connects a device over MQTT over WebSocket; it publishes with QoS 1, so that each message is acknowledged.
 *
 * @param {{ target: URL, device: { name: string, credentials: () => Promise<object>, certificateAuthority?: string } }} options
 */
export async function connect({ target, device: { name, credentials, certificateAuthority: ca } }) {
  let url = await presignedUrl(target.host, credentials);
  const options = { clientId: name, transformWsUrl: () => url, wsOptions: { ca } };
  const client = await connectAsync(url, options, false);
  client.on('close', () => {
    // signed between two attempts; should that fail, the old address is refused, and this runs again
    void presignedUrl(target.host, credentials).then(
      (renewed) => (url = renewed),
      () => undefined,
    );
  });
  return { topicName: name, send: (topic, body) => client.publishAsync(topic, body, { qos: 1 }) };
}

/** AWS IoT Core takes the security token out before it checks the signature (iot/latest/developerguide/iam-users-groups-roles.html). */
async function presignedUrl(host, credentials) {
  const { sessionToken, accessKeyId, secretAccessKey } = await credentials();
  const signer = new SignatureV4({
    service: setting('SERVICE') ?? 'iotdevicegateway',
    region: setting('REGION') ?? region,
    credentials: { accessKeyId, secretAccessKey },
    sha256: Sha256,
  });
  const request = { method: 'GET', protocol: 'wss:', hostname: host, path: '/mqtt', query: {}, headers: { host } };
  const { query } = await signer.presign(request, { expiresIn: validitySeconds });
  const parameters = new URLSearchParams(query);
  if (sessionToken) {
    parameters.append('X-Amz-Security-Token', sessionToken);
  }
  return `wss://${host}/mqtt?${parameters}`;
}
