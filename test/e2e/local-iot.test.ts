import { existsSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { setRetries } from './change-template';
import { LocalRun } from './local-run';
import { expectDeadLetterAndReturn, expectOneHandling, handlerSource } from './message-life';
import { Workspace } from './workspace';

/** What drivers share: the end of a promise as a word, and a message on a topic that may not be one's own. */
const driverParts = `
import { readFileSync } from 'node:fs';
import { connectAsync } from 'mqtt';
import { HttpsDevice } from './clients/https-device';

const ends = (promise: Promise<unknown>) => promise.then(() => 'taken', () => 'refused');

async function publishRaw(url: string, options: object, topic: string) {
  const client = await connectAsync(url, { ...options, reconnectPeriod: 0 }, false);
  const closed = new Promise<string>((resolve) => client.once('close', () => resolve('cut off')));
  const acknowledged = new Promise<string>((resolve) => {
    client.publish(topic, '{}', { qos: 1 }, (error) => error || resolve('taken'));
  });
  return Promise.race([closed, acknowledged]).finally(() => client.end(true));
}

const [command, devices, text = '{}'] = process.argv.slice(2);
const argument = JSON.parse(text);
`;

const certificateDriver = `${driverParts}
import { readDeviceCredentials } from './clients/device-credentials';
import { MqttDevice } from './clients/mqtt-device';
import { provisionDevice } from './clients/provision-device';
import { ThrowawayCa } from './test/support/throwaway-pki';

const one = readDeviceCredentials(devices + '/sensor-1') as ReturnType<typeof readDeviceCredentials> & { port: number };
const two = readDeviceCredentials(devices + '/sensor-2');

async function main() {
  if (command === 'publish') {
    const device = await MqttDevice.connect(one);
    await device.publish({ worker: 'messages', ...argument });
    return device.close();
  }
  if (command === 'https') return new HttpsDevice(one).publish({ worker: 'messages', ...argument });
  if (command === 'provision') {
    const claim = (file: string) => readFileSync(devices + '/claim/' + file, 'utf8');
    const { endpoint, port, certificateAuthority } = one as typeof one & { certificateAuthority: string };
    const certificates = { certificate: claim('certificate.pem'), privateKey: claim('private-key.pem') };
    const own = await provisionDevice({ endpoint, port, certificateAuthority, ...certificates, ...argument });
    const device = await MqttDevice.connect({ ...own, port, certificateAuthority });
    await device.publish({ worker: 'messages', payload: { note: 'first words' } });
    await device.close();
    const publishAs = (certificateId: string) =>
      new HttpsDevice({ ...own, port, certificateAuthority, certificateId }).publish({ worker: 'messages', payload: {} });
    return { own: own.certificateId, inTheNameOfAnother: await ends(publishAs(one.certificateId)) };
  }
  const forged = await (await ThrowawayCa.create()).issue('sensor-1');
  const { certificate: cert, privateKey: key, certificateAuthority: ca } = one as typeof one & { certificateAuthority: string };
  const url = 'mqtts://127.0.0.1:' + one.port;
  return {
    otherName: await ends(MqttDevice.connect({ ...one, thingName: 'sensor-2' })),
    otherTopic: await publishRaw(url, { clientId: 'sensor-1', cert, key, ca }, 'gauges/messages/sensor-2'),
    ownTopic: await publishRaw(url, { clientId: 'sensor-1', cert, key, ca }, 'gauges/messages/sensor-1'),
    otherCertificate: await ends(new HttpsDevice({ ...one, certificateId: two.certificateId }).publish({ worker: 'messages', payload: {} })),
    forgedOverMqtt: await ends(MqttDevice.connect({ ...one, ...forged })),
    forgedOverHttps: await ends(new HttpsDevice({ ...one, ...forged }).publish({ worker: 'messages', payload: {} })),
  };
}

main().then((result) => { console.log(JSON.stringify(result ?? null)); process.exit(); });
`;

const signatureDriver = `${driverParts}
import { MqttWssDevice } from './clients/mqtt-wss-device';
import { presignedUrl } from './clients/presigned-url';

const read = (name: string) => {
  const { credentials, ...device } = JSON.parse(readFileSync(devices + '/' + name + '/device.json', 'utf8'));
  return { ...device, credentials: async () => credentials };
};
const one = read('sensor-1');

async function main() {
  if (command === 'publish') {
    const device = await MqttWssDevice.connect(one);
    await device.publish({ worker: 'messages', ...argument });
    return device.close();
  }
  if (command === 'https') return new HttpsDevice(one).publish({ worker: 'messages', ...argument });
  const forged = { ...one, credentials: async () => ({ ...(await one.credentials()), secretAccessKey: 'guessed' }) };
  const url = await presignedUrl(one.endpoint, one.credentials);
  const options = { clientId: 'sensor-1', wsOptions: { ca: one.certificateAuthority } };
  return {
    otherName: await ends(MqttWssDevice.connect({ ...one, device: 'sensor-2' })),
    otherTopic: await publishRaw(url, options, 'gauges/messages/sensor-2'),
    ownTopic: await publishRaw(url, options, 'gauges/messages/sensor-1'),
    otherDevice: await ends(new HttpsDevice({ ...one, device: 'sensor-2' }).publish({ worker: 'messages', payload: {} })),
    forgedOverMqtt: await ends(MqttWssDevice.connect(forged)),
    forgedOverHttps: await ends(new HttpsDevice(forged).publish({ worker: 'messages', payload: {} })),
  };
}

main().then((result) => { console.log(JSON.stringify(result ?? null)); process.exit(); });
`;

const cells = [
  {
    auth: 'x509',
    driver: certificateDriver,
    principal: /^[0-9a-f]{64}$/,
    httpsDevice: /^[0-9a-f]{64}$/,
    refusals: { otherCertificate: 'refused' },
  },
  {
    auth: 'sigv4',
    driver: signatureDriver,
    principal: /^\w+:sensor-1$/,
    httpsDevice: /^sensor-1$/,
    refusals: { otherDevice: 'refused' },
  },
];

describe.each(cells)('npm run local of devices with $auth', ({ auth, driver, principal, httpsDevice, refusals }) => {
  const workspace = new Workspace();
  const project = workspace.path('gauges');
  let run: LocalRun;

  beforeAll(() => {
    workspace.installSpillway();
    expect(workspace.spillway('new', 'gauges', '--yes', '--no-git', '--api', 'iot', '--auth', auth).status).toBe(0);
    writeFileSync(workspace.path('gauges/src/handlers/messages.ts'), handlerSource());
    writeFileSync(workspace.path('gauges/drive.ts'), driver);
  });
  afterEach(async () => run.stop());
  afterAll(() => workspace.remove());

  const drive = (command: string, argument: object = {}) =>
    run.drive(command, run.ready.devices!.directory, JSON.stringify(argument));

  it('handles what devices publish over every protocol, and nothing in the name of another', async () => {
    run = await LocalRun.start(project);
    drive('publish', { payload: { note: 'over mqtt' }, messageId: 'a' });
    drive('https', { payload: { note: 'over https' }, messageId: 'b' });
    await run.until(() => run.handled().length === 2);
    const [first, second] = run.handled();
    expect(first).toMatchObject({ id: 'sensor-1/a', device: 'sensor-1', payload: { note: 'over mqtt' } });
    expect(second).toMatchObject({ device: expect.stringMatching(httpsDevice), payload: { note: 'over https' } });
    expect([first!.principal, second!.principal]).toEqual(Array(2).fill(expect.stringMatching(principal)));
    expect(drive('refusals')).toEqual({
      otherName: 'refused',
      otherTopic: 'cut off',
      ownTopic: 'taken',
      forgedOverMqtt: 'refused',
      forgedOverHttps: 'refused',
      ...refusals,
    });
    await run.until(() => run.handled().length === 3);
    const files = dirname(run.ready.outputsFile);
    await run.stop();
    expect(existsSync(files)).toBe(false);
    expect(new Set(run.handled().map(({ device }) => device))).not.toContain('sensor-2');
  });

  if (auth === 'x509') {
    it('gives a device that has a claim a certificate of its own', async () => {
      run = await LocalRun.start(project, '--no-synth');
      const { own, inTheNameOfAnother } = drive('provision', { serialNumber: 'SN-1' }) as Record<string, string>;
      expect(inTheNameOfAnother).toBe('refused');
      await run.until(() => run.handled().length === 1);
      expect(run.handled()).toMatchObject([{ device: own, principal: own, payload: { note: 'first words' } }]);
    });
  }

  it('handles a repetition once, and brings a poison message to the dead-letter queue and back', async () => {
    setRetries(workspace.path('gauges/cdk.out/gauges.template.json'), { maxReceiveCount: 3, seconds: 3 });
    run = await LocalRun.start(project, '--no-synth');
    await expectOneHandling(run, 'sensor-1/twice', () => drive('publish', { payload: {}, messageId: 'twice' }));
    drive('publish', { payload: { note: 'poison' }, messageId: 'bad' });
    await expectDeadLetterAndReturn(run, { worker: 'messages', id: 'sensor-1/bad', maxReceiveCount: 3 });
  });
});
