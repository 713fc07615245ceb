import { once } from 'node:events';
import { afterAll, beforeAll, beforeEach, expect, test, vi } from 'vitest';
import { MqttWssDevice } from '../../clients/mqtt-wss-device';
import { type WorkerName, workers } from '../../src/spillway/concurrency';
import { serviceName } from '../../src/spillway/service';
import { LocalBroker, secretAccessKey } from '../support/local-broker';
import { ThrowawayCa } from '../support/throwaway-pki';

const [worker] = Object.keys(workers) as [WorkerName];
const publication = { worker, payload: { celsius: 21.5 } };
const session = { accessKeyId: 'ASIAEXAMPLE', secretAccessKey, sessionToken: 'token/with+signs==' };

let ca: ThrowawayCa;
let broker: LocalBroker;

beforeAll(async () => {
  ca = await ThrowawayCa.create();
  broker = await LocalBroker.start(ca);
});
beforeEach(() => broker.received.splice(0));
afterAll(() => broker.stop());

const connect = (credentials = async () => session, certificateAuthority: string | undefined = ca.certificate) =>
  MqttWssDevice.connect({ endpoint: broker.endpoint, device: 'sensor-1', credentials, certificateAuthority });

test('publishes with an acknowledgement, on the topic of the worker and the device', async () => {
  const device = await connect();
  const messageId = await device.publish(publication);
  expect(broker.received).toEqual([
    { clientId: 'sensor-1', topic: `${serviceName}/${worker}/sensor-1`, qos: 1, body: { celsius: 21.5, messageId } },
  ]);
  await device.close();
});

test('connects again with a new signature', async () => {
  const credentials = vi.fn(async () => session);
  const device = await connect(credentials);
  const connected = once(broker.aedes, 'clientReady');
  broker.cutConnections();
  await connected;
  await device.publish({ ...publication, messageId: 'after' });
  expect(broker.received).toMatchObject([{ body: { messageId: 'after' } }]);
  expect(credentials).toHaveBeenCalledTimes(2);
  await device.close();
});

test('sends a message again that was not acknowledged, under the same id', async () => {
  const device = await connect();
  broker.loseNextMessage();
  const messageId = await device.publish(publication);
  expect(broker.received).toMatchObject([{ body: { celsius: 21.5, messageId } }]);
  await device.close();
});

test('fails at once with a wrong key', async () => {
  await expect(connect(async () => ({ ...session, secretAccessKey: 'wrong' }))).rejects.toThrow();
});
