import { IoTClient } from '@aws-sdk/client-iot';
import { expect, test, vi } from 'vitest';
import { registerDevice } from '../../scripts/device-registration';
import { printingClient } from '../../scripts/printing-client';
import { serviceName } from '../../src/spillway/service';

const certificateArn = 'arn:aws:iot:us-east-1:111122223333:cert/c1';

const answers: Readonly<Record<string, object>> = {
  DescribeEndpointCommand: { endpointAddress: 'a1-ats.iot.us-east-1.amazonaws.com' },
  CreateKeysAndCertificateCommand: {
    certificateArn,
    certificateId: 'c1',
    certificatePem: 'certificate',
    keyPair: { PrivateKey: 'key' },
  },
};

/** A client that answers from the table and keeps what was asked. */
function stubbedClient(failing?: string) {
  const calls: [string, object][] = [];
  vi.spyOn(IoTClient.prototype, 'send').mockImplementation(async (command: { input: object }) => {
    const { name } = command.constructor;
    calls.push([name, command.input]);
    if (name === failing) {
      throw new Error('AccessDenied');
    }
    return answers[name] ?? {};
  });
  return { iot: new IoTClient({}), calls };
}

test('makes a thing and an active certificate, and attaches them to each other and to the policy', async () => {
  const { iot, calls } = stubbedClient();
  const store = vi.fn();
  await registerDevice('sensor-1', { iot, store });
  expect(calls).toEqual([
    ['DescribeEndpointCommand', { endpointType: 'iot:Data-ATS' }],
    ['CreateThingCommand', { thingName: 'sensor-1' }],
    ['CreateKeysAndCertificateCommand', { setAsActive: true }],
    ['AttachPolicyCommand', { policyName: `${serviceName}-device`, target: certificateArn }],
    ['AttachThingPrincipalCommand', { thingName: 'sensor-1', principal: certificateArn }],
  ]);
  expect(store).toHaveBeenCalledExactlyOnceWith({
    endpoint: 'a1-ats.iot.us-east-1.amazonaws.com',
    thingName: 'sensor-1',
    certificateId: 'c1',
    certificate: 'certificate',
    privateKey: 'key',
  });
});

test('keeps the key and names the certificate when it cannot be attached', async () => {
  const { iot } = stubbedClient('AttachPolicyCommand');
  const store = vi.fn();
  await expect(registerDevice('sensor-1', { iot, store })).rejects.toThrow('certificate c1 of sensor-1 is made');
  expect(store).toHaveBeenCalledOnce();
});

test('makes no certificate when there can be no thing', async () => {
  const { iot, calls } = stubbedClient('CreateThingCommand');
  await expect(registerDevice('sensor-1', { iot, store: vi.fn() })).rejects.toThrow('AccessDenied');
  expect(calls.map(([name]) => name)).not.toContain('CreateKeysAndCertificateCommand');
});

test('a dry run prints the calls', async () => {
  const print = vi.fn();
  await registerDevice('sensor-1', { iot: printingClient(print), store: vi.fn() });
  expect(print.mock.calls.flat()).toEqual([
    'DescribeEndpoint {"endpointType":"iot:Data-ATS"}',
    'CreateThing {"thingName":"sensor-1"}',
    'CreateKeysAndCertificate {"setAsActive":true}',
    `AttachPolicy {"policyName":"${serviceName}-device","target":"<certificate arn>"}`,
    'AttachThingPrincipal {"thingName":"sensor-1","principal":"<certificate arn>"}',
  ]);
});
