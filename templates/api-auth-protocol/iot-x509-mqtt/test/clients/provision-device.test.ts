import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { provisionDevice } from '../../clients/provision-device';
import { claimClientPrefix, provisioningTemplateName } from '../../src/spillway/provisioning-names';
import { serviceName } from '../../src/spillway/service';
import { LocalBroker } from '../support/local-broker';
import { ThrowawayCa } from '../support/throwaway-pki';

const createTopic = '$aws/certificates/create/json';
const provisionTopic = `$aws/provisioning-templates/${provisioningTemplateName(serviceName)}/provision/json`;

let ca: ThrowawayCa;
let broker: LocalBroker;
/** What the broker answers, by the topic of the request. */
let answers: Record<string, { readonly outcome: 'accepted' | 'rejected'; readonly body: object }>;

beforeAll(async () => {
  ca = await ThrowawayCa.create();
  broker = await LocalBroker.start(ca);
  broker.aedes.on('publish', ({ topic }, client) => {
    const answer = answers[topic];
    if (client && answer) {
      const payload = Buffer.from(JSON.stringify(answer.body));
      broker.aedes.publish(
        { cmd: 'publish', topic: `${topic}/${answer.outcome}`, payload, qos: 1, retain: false, dup: false },
        () => undefined,
      );
    }
  });
});
beforeEach(() => {
  broker.received.splice(0);
  answers = {
    [createTopic]: {
      outcome: 'accepted',
      body: {
        certificateId: 'c9',
        certificatePem: 'certificate',
        privateKey: 'key',
        certificateOwnershipToken: 'token',
      },
    },
    [provisionTopic]: { outcome: 'accepted', body: { thingName: 'c9' } },
  };
});
afterAll(() => broker.stop());

async function provision() {
  const claim = await ca.issue(claimClientPrefix(serviceName));
  const { port } = broker;
  const certificateAuthority = ca.certificate;
  return provisionDevice({ endpoint: 'localhost', port, certificateAuthority, serialNumber: 'SN-1', ...claim });
}

test('exchanges the claim for credentials of its own', async () => {
  await expect(provision()).resolves.toEqual({
    endpoint: 'localhost',
    thingName: 'c9',
    certificateId: 'c9',
    certificate: 'certificate',
    privateKey: 'key',
  });
  expect(broker.received).toMatchObject([
    { topic: createTopic, body: {} },
    { topic: provisionTopic, body: { certificateOwnershipToken: 'token', parameters: { SerialNumber: 'SN-1' } } },
  ]);
});

test('says why it was refused', async () => {
  answers[provisionTopic] = { outcome: 'rejected', body: { errorMessage: 'template is disabled' } };
  await expect(provision()).rejects.toThrow('template is disabled');
});
