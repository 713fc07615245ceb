import { connectAsync } from 'mqtt';

/** Port for MQTT with a client certificate (iot/latest/developerguide/protocols.html). */
const mqttPort = 8883;

/**
 * Connects a device over MQTT; it publishes with QoS 1, so that each message is acknowledged.
 *
 * @param {{ target: URL, device: { thingName: string, tls: object } }} options
 */
export async function connect({ target, device: { thingName, tls } }) {
  const client = await connectAsync(
    `mqtts://${target.hostname}:${target.port || mqttPort}`,
    { clientId: thingName, ...tls }, // the policy lets a device connect under no other name
    false,
  );
  return { topicName: thingName, send: (topic, body) => client.publishAsync(topic, body, { qos: 1 }) };
}
