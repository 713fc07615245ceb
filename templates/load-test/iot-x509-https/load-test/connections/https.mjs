import { Agent } from 'node:https';
import { post } from '../post.mjs';

/** Port for HTTPS with a client certificate (iot/latest/developerguide/protocols.html). */
const httpsPort = 8443;

/**
 * A connection of a device over HTTPS, which is kept.
 *
 * @param {{ target: URL, device: { certificateId: string, tls: object } }} options
 */
export async function connect({ target, device: { certificateId, tls } }) {
  const agent = new Agent({ keepAlive: true, maxSockets: 1, ...tls });
  const base = `https://${target.hostname}:${target.port || httpsPort}/topics/`;
  return {
    // over HTTPS, AWS IoT Core knows no thing: the device goes by the id of its certificate
    topicName: certificateId,
    send: (topic, body) => post(new URL(`${base}${encodeURIComponent(topic)}?qos=1`), { body, headers: {}, agent }),
  };
}
