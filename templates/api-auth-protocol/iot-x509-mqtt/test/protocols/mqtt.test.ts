import { describe, expect, test } from 'vitest';
import { workers } from '../../src/spillway/concurrency';
import { devicePolicyName } from '../../src/spillway/device-policy-name';
import { iotPolicy } from '../support/iot-policy';
import { iotArn, isAllowed } from '../support/policy-evaluator';
import { serviceTemplate } from '../support/service-template';

const policy = iotPolicy(serviceTemplate(), devicePolicyName('service'));

/** What AWS IoT Core knows about a connection under a client id with a certificate that is attached to the thing, or not. */
const connection = (clientId: string, isAttached = true) => ({
  'iot:ClientId': clientId,
  'iot:CertificateId': 'c1',
  'iot:Connection.Thing.ThingName': clientId,
  'iot:Connection.Thing.IsAttached': String(isAttached),
});

const allows = (action: string, resource: string, context: Record<string, string> = connection('sensor-1')) =>
  isAllowed(policy, { action: `iot:${action}`, resource: iotArn(resource), context });

describe('a device', () => {
  test('connects under its own name', () => {
    expect(allows('Connect', 'client/sensor-1')).toBe(true);
  });

  test('does not connect under the name of another', () => {
    expect(allows('Connect', 'client/sensor-2')).toBe(false);
    expect(allows('Connect', 'client/sensor-2', connection('sensor-2', false))).toBe(false);
  });

  test.each(Object.keys(workers))('publishes to %s on its own topic', (worker) => {
    expect(allows('Publish', `topic/service/${worker}/sensor-1`)).toBe(true);
  });

  test.each(Object.keys(workers))('does not publish to %s on the topic of another', (worker) => {
    expect(allows('Publish', `topic/service/${worker}/sensor-2`)).toBe(false);
    expect(allows('Publish', `topic/service/${worker}/sensor-1/x`)).toBe(false);
    expect(allows('Publish', `topic/service/${worker}/sensor-`)).toBe(false);
    expect(allows('Publish', `topic/other/${worker}/sensor-1`)).toBe(false);
  });

  test('reads nothing and touches no topic of AWS', () => {
    expect(allows('Subscribe', 'topicfilter/service/+/sensor-1')).toBe(false);
    expect(allows('Receive', `topic/service/${Object.keys(workers)[0]}/sensor-1`)).toBe(false);
    expect(allows('Publish', 'topic/$aws/things/sensor-1/shadow/update')).toBe(false);
  });
});

test('a certificate without a thing publishes on no name of a thing', () => {
  const context = { 'iot:CertificateId': 'c1' };
  expect(allows('Publish', `topic/service/${Object.keys(workers)[0]}/sensor-1`, context)).toBe(false);
});
