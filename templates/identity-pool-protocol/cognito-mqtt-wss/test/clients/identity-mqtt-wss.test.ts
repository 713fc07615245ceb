import { afterAll, beforeAll, expect, test } from 'vitest';
import { MqttWssDevice } from '../../clients/mqtt-wss-device';
import { type WorkerName, workers } from '../../src/spillway/concurrency';
import { serviceName } from '../../src/spillway/service';
import { identityPermissions, isAllowedByBoth } from '../support/identity-permissions';
import { LocalBroker, secretAccessKey } from '../support/local-broker';
import { iotArn } from '../support/policy-evaluator';
import { serviceTemplate } from '../support/service-template';
import { identityId, StubCognito } from '../support/stub-cognito';
import { ThrowawayCa } from '../support/throwaway-pki';

const [worker] = Object.keys(workers) as [WorkerName];

let ca: ThrowawayCa;
let broker: LocalBroker;
let cognito: StubCognito;

beforeAll(async () => {
  ca = await ThrowawayCa.create();
  broker = await LocalBroker.start(ca);
  cognito = await StubCognito.start(secretAccessKey);
});
afterAll(async () => {
  cognito.stop();
  await broker.stop();
});

test('publishes with the credentials of an identity, under the id of the identity', async () => {
  const device = await MqttWssDevice.connect({
    endpoint: broker.endpoint,
    device: identityId,
    credentials: cognito.credentials(),
    certificateAuthority: ca.certificate,
  });
  const messageId = await device.publish({ worker, payload: { celsius: 21.5 } });
  expect(broker.received).toEqual([
    {
      clientId: identityId,
      topic: `${serviceName}/${worker}/${identityId}`,
      qos: 1,
      body: { celsius: 21.5, messageId },
    },
  ]);
  expect(cognito.requests[0]).toMatchObject({
    target: 'AWSCognitoIdentityService.GetCredentialsForIdentity',
    body: { IdentityId: identityId, Logins: { 'cognito-identity.amazonaws.com': 'token of the back end' } },
  });
  await device.close();
});

test('an identity may connect under its id', () => {
  const context = { 'cognito-identity.amazonaws.com:sub': identityId };
  const connecting = { action: 'iot:Connect', resource: iotArn(`client/${identityId}`), context };
  const permissions = identityPermissions(serviceTemplate());
  expect(isAllowedByBoth(permissions, connecting)).toBe(true);
  expect(isAllowedByBoth(permissions, { ...connecting, context: {} })).toBe(false);
});
