import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { connectAsync, type MqttClient } from 'mqtt';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { certificateTemplate, gaugeReader, provisioningTemplate } from './gauge-stack';
import { type LocalIot, startIot } from '../../../src/local/iot/start-iot';
import type { LocalEvent } from '../../../src/local/local-event';
import { packages } from '../rest/shop-api';

const createTopic = '$aws/certificates/create/json';
const provisionTopic = '$aws/provisioning-templates/gauges/provision/json';

let directory: string;
let events: LocalEvent[];
let iot: LocalIot;
const clients: MqttClient[] = [];

beforeEach(async () => {
  directory = mkdtempSync(join(tmpdir(), 'spillway-provisioning-'));
  events = [];
  const endpoint = 'http://127.0.0.1:9';
  iot = await startIot({
    packages,
    devicesDirectory: directory,
    port: 0,
    report: (event) => events.push(event),
    sqs: { endpoint, targetPrefix: 'AmazonSQS', region: 'eu-west-1' },
    reader: gaugeReader(provisioningTemplate, endpoint),
  });
});
afterEach(async () => {
  vi.useRealTimers();
  await Promise.all(clients.splice(0).map((client) => client.endAsync(true)));
  await iot.stop();
  rmSync(directory, { recursive: true, force: true });
});

type Answer = Readonly<Record<string, string>>;

interface Identity {
  readonly cert: string;
  readonly key: string;
}

async function connect(identity: Identity, clientId: string): Promise<MqttClient> {
  const ca = readFileSync(join(directory, 'authority.pem'), 'utf8');
  const options = { ...identity, ca, clientId, reconnectPeriod: 0 };
  const client = await connectAsync(iot.url.replace('https', 'mqtts'), options, false);
  clients.push(client);
  return client;
}

const read = (name: string): Identity => ({
  cert: readFileSync(join(directory, name, 'certificate.pem'), 'utf8'),
  key: readFileSync(join(directory, name, 'private-key.pem'), 'utf8'),
});

const withClaim = (suffix = '1') => connect(read('claim'), `gauges-claim-${suffix}`);

/** Publishes a request, and waits for the answer on either topic below. */
async function ask(client: MqttClient, topic: string, request: string): Promise<{ outcome: string; body: Answer }> {
  await client.subscribeAsync([`${topic}/accepted`, `${topic}/rejected`], { qos: 1 });
  const answer = new Promise<{ outcome: string; body: Answer }>((resolve) => {
    client.once('message', (on, body) => {
      resolve({ outcome: on.split('/').at(-1)!, body: JSON.parse(body.toString()) as Answer });
    });
  });
  await client.publishAsync(topic, request, { qos: 1 });
  return answer;
}

const provision = (client: MqttClient, token: string | undefined, parameters: object) =>
  ask(client, provisionTopic, JSON.stringify({ certificateOwnershipToken: token, parameters }));

describe('fleet provisioning', () => {
  it('exchanges a claim for a certificate, which can connect once its thing is there', async () => {
    const client = await withClaim();
    const { outcome, body: created } = await ask(client, createTopic, '');
    expect(outcome).toBe('accepted');
    const own = { cert: created.certificatePem!, key: created.privateKey! };
    await expect(connect(own, 'SN-1')).rejects.toThrow();
    const registered = await provision(client, created.certificateOwnershipToken, { SerialNumber: 'SN-1' });
    expect(registered).toEqual({ outcome: 'accepted', body: { deviceConfiguration: {}, thingName: 'SN-1' } });
    const device = await connect(own, 'SN-1');
    await device.publishAsync('gauges/readings/SN-1', '{}', { qos: 1 });
    expect(events).toContainEqual(
      expect.objectContaining({ type: 'request', path: 'gauges/readings/SN-1', status: 202 }),
    );
    await expect(connect(own, 'SN-2')).rejects.toThrow();
  });

  it('takes a token once, and for an hour', async () => {
    const client = await withClaim();
    const { body: first } = await ask(client, createTopic, '{}');
    const { body: second } = await ask(client, createTopic, '{}');
    expect((await provision(client, first.certificateOwnershipToken, { SerialNumber: 'SN-1' })).outcome).toBe(
      'accepted',
    );
    const refusal = {
      outcome: 'rejected',
      body: {
        statusCode: 400,
        errorCode: 'InvalidParameters',
        errorMessage: 'the certificateOwnershipToken is unknown, used or expired',
      },
    };
    expect(await provision(client, first.certificateOwnershipToken, { SerialNumber: 'SN-1' })).toEqual(refusal);
    expect(await provision(client, 'guessed', { SerialNumber: 'SN-1' })).toEqual(refusal);
    vi.useFakeTimers({ toFake: ['Date'], now: Date.now() + 60 * 60 * 1000 + 1 });
    expect(await provision(client, second.certificateOwnershipToken, { SerialNumber: 'SN-2' })).toEqual(refusal);
  });

  it('says what a request lacks, and keeps its token for another', async () => {
    const client = await withClaim();
    const { body: created } = await ask(client, createTopic, '{}');
    const { body } = await provision(client, created.certificateOwnershipToken, {});
    expect(body.errorMessage).toBe('parameters are missing: SerialNumber');
    expect((await ask(client, provisionTopic, '[]')).body.errorMessage).toBe('the payload is no JSON object');
    expect(events).toContainEqual(expect.objectContaining({ path: provisionTopic, status: 400 }));
    const again = await provision(client, created.certificateOwnershipToken, { SerialNumber: 'SN-1' });
    expect(again.outcome).toBe('accepted');
  });

  it('tells a key to nobody but who asked for it', async () => {
    const [client, other] = [await withClaim('1'), await withClaim('2')];
    const overheard: string[] = [];
    await other.subscribeAsync(`${createTopic}/accepted`, { qos: 1 });
    other.on('message', (_topic, body) => overheard.push(body.toString()));
    await ask(client, createTopic, '{}');
    await ask(other, provisionTopic, '{}'); // so long has the other one listened
    expect(overheard).toHaveLength(1);
    expect(overheard[0]).toContain('certificateOwnershipToken is unknown');
  });

  it('lets a claim do nothing else, and a device not provision others', async () => {
    await expect(connect(read('claim'), 'sensor-1')).rejects.toThrow();
    const claim = await withClaim();
    claim.publish('gauges/readings/claim', '{}', { qos: 1 });
    await new Promise<void>((resolve) => claim.once('close', () => resolve()));
    const device = await connect(read('sensor-1'), 'sensor-1');
    device.publish(createTopic, '{}', { qos: 1 });
    await new Promise<void>((resolve) => device.once('close', () => resolve()));
    expect(events.filter((event) => event.type === 'request' && event.status === 403)).toHaveLength(3);
  });

  it('makes no claim certificate where there is no template, and refuses one that gives another policy', async () => {
    const start = (template: typeof provisioningTemplate) =>
      startIot({
        packages,
        devicesDirectory: join(directory, 'other'),
        port: 0,
        report: () => undefined,
        sqs: { endpoint: 'http://127.0.0.1:9', targetPrefix: 'AmazonSQS', region: 'eu-west-1' },
        reader: gaugeReader(template, 'http://127.0.0.1:9'),
      });
    const without = await start(certificateTemplate);
    expect(without.claimDirectory).toBeUndefined();
    await without.stop();
    const { Provisioning } = provisioningTemplate.Resources;
    const body = String(Provisioning!.Properties!.TemplateBody).replace('gauges-device', 'admin');
    const changed = { ...Provisioning!, Properties: { ...Provisioning!.Properties, TemplateBody: body } };
    const template = {
      ...provisioningTemplate,
      Resources: { ...provisioningTemplate.Resources, Provisioning: changed },
    };
    await expect(start(template)).rejects.toThrow('needs a thing with a name and the policy "gauges-device"');
  });
});
