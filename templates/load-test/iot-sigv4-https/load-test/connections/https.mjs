import { Agent } from 'node:https';
import { Sha256 } from '@smithy/core/checksum';
import { SignatureV4 } from '@smithy/signature-v4';
import { post } from '../post.mjs';
import { region } from '../service.mjs';
import { setting } from '../settings.mjs';

/**
 * A connection of a device over HTTPS, which is kept; each message is signed.
 *
 * @param {{ target: URL, device: { name: string, credentials: () => Promise<object>, certificateAuthority?: string } }} options
 */
export async function connect({ target, device: { name, credentials, certificateAuthority: ca } }) {
  const agent = new Agent({ keepAlive: true, maxSockets: 1, ca });
  const signer = new SignatureV4({
    service: setting('SERVICE') ?? 'iotdevicegateway',
    region: setting('REGION') ?? region,
    credentials,
    sha256: Sha256,
  });
  const send = async (topic, body) => {
    const path = `/topics/${encodeURIComponent(topic)}`;
    const { headers } = await signer.sign({
      method: 'POST',
      protocol: 'https:',
      hostname: target.hostname,
      path,
      query: { qos: '1' },
      headers: { host: target.host },
      body,
    });
    await post(new URL(`${path}?qos=1`, `https://${target.host}`), { body, headers, agent });
  };
  return { topicName: name, send };
}
