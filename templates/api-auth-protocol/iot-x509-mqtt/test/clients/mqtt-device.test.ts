import { once } from 'node:events';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { MqttDevice } from '../../clients/mqtt-device';
import { type WorkerName, workers } from '../../src/spillway/concurrency';
import { serviceName } from '../../src/spillway/service';
import { LocalBroker } from '../support/local-broker';
import { ThrowawayCa } from '../support/throwaway-pki';

const [worker] = Object.keys(workers) as [WorkerName];
const publication = { worker, payload: { celsius: 21.5 } };

let ca: ThrowawayCa;
let broker: LocalBroker;

beforeAll(async () => {
  ca = await ThrowawayCa.create();
  broker = await LocalBroker.start(ca);
});
beforeEach(() => broker.received.splice(0));
afterAll(() => broker.stop());

async function connect(thingName: string, owner = thingName, issuer = ca): Promise<MqttDevice> {
  const { port } = broker;
  const credentials = await issuer.issue(owner);
  return MqttDevice.connect({
    endpoint: 'localhost',
    port,
    certificateAuthority: ca.certificate,
    thingName,
    ...credentials,
  });
}

test('publishes with an acknowledgement, on the topic of the worker and the device', async () => {
  const device = await connect('sensor-1');
  const messageId = await device.publish(publication);
  expect(broker.received).toEqual([
    { clientId: 'sensor-1', topic: `${serviceName}/${worker}/sensor-1`, qos: 1, body: { celsius: 21.5, messageId } },
  ]);
  await device.close();
});

test('goes on after the connection was lost', async () => {
  const device = await connect('sensor-1');
  const connected = once(broker.aedes, 'clientReady');
  broker.cutConnections();
  await connected;
  await device.publish({ ...publication, messageId: 'after' });
  expect(broker.received).toMatchObject([{ body: { messageId: 'after' } }]);
  await device.close();
});

test('sends a message again that was not acknowledged, under the same id', async () => {
  const device = await connect('sensor-1');
  broker.loseNextMessage();
  const messageId = await device.publish(publication);
  expect(broker.received).toMatchObject([{ body: { celsius: 21.5, messageId } }]);
  await device.close();
});

test('fails at once with the certificate of another device', async () => {
  await expect(connect('sensor-1', 'sensor-2')).rejects.toThrow();
});

test('fails at once with a certificate of another authority', async () => {
  await expect(connect('sensor-1', 'sensor-1', await ThrowawayCa.create())).rejects.toThrow();
});

test('does not talk to an endpoint that it cannot trust', async () => {
  const credentials = await ca.issue('sensor-1');
  const options = { endpoint: 'localhost', port: broker.port, thingName: 'sensor-1', ...credentials };
  await expect(MqttDevice.connect(options)).rejects.toThrow(/certificate/);
});
