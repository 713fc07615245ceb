import { describe, expect, test } from 'vitest';
import { workers } from '../src/spillway/concurrency';
import { deviceRole } from './support/device-role';
import { iotArn, isAllowed } from './support/policy-evaluator';
import { serviceTemplate } from './support/service-template';

const { trust, policy } = deviceRole(serviceTemplate());

describe('a session', () => {
  const mayBegin = (context: Record<string, string | string[]>) =>
    isAllowed(trust, { action: 'sts:AssumeRole', context }) && isAllowed(trust, { action: 'sts:TagSession', context });

  const tagged = (device: string) => ({ 'aws:RequestTag/DeviceId': device, 'aws:TagKeys': ['DeviceId'] });

  test('is named and tagged after its device', () => {
    expect(mayBegin({ ...tagged('sensor-1'), 'sts:RoleSessionName': 'sensor-1' })).toBe(true);
  });

  test.each([
    ['without a tag', { 'sts:RoleSessionName': 'sensor-1' }],
    ['with an empty tag', { ...tagged(''), 'sts:RoleSessionName': '' }],
    ['under the name of another device', { ...tagged('sensor-1'), 'sts:RoleSessionName': 'sensor-2' }],
    [
      'with a further tag',
      { ...tagged('sensor-1'), 'aws:TagKeys': ['DeviceId', 'Team'], 'sts:RoleSessionName': 'sensor-1' },
    ],
  ])('is refused %s', (_case, context) => {
    expect(mayBegin(context)).toBe(false);
  });
});

describe.each(Object.keys(workers))('to %s', (worker) => {
  const mayPublish = (topic: string, context: Record<string, string> = { 'aws:PrincipalTag/DeviceId': 'sensor-1' }) =>
    isAllowed(policy, { action: 'iot:Publish', resource: iotArn(`topic/${topic}`), context });

  test('a device publishes on its own topic', () => {
    expect(mayPublish(`service/${worker}/sensor-1`)).toBe(true);
  });

  test('a device does not publish on the topic of another', () => {
    expect(mayPublish(`service/${worker}/sensor-2`)).toBe(false);
    expect(mayPublish(`service/${worker}/sensor-1/x`)).toBe(false);
    expect(mayPublish(`other/${worker}/sensor-1`)).toBe(false);
  });

  test('a session without the tag publishes nothing', () => {
    expect(mayPublish(`service/${worker}/sensor-1`, {})).toBe(false);
    expect(mayPublish(`service/${worker}/`, {})).toBe(false);
  });
});

test('a device neither reads nor reaches a topic of AWS', () => {
  const context = { 'aws:PrincipalTag/DeviceId': 'sensor-1' };
  for (const [action, resource] of [
    ['iot:Subscribe', 'topicfilter/#'],
    ['iot:Receive', 'topic/service/x/sensor-1'],
    ['iot:Publish', 'topic/$aws/things/sensor-1/shadow/update'],
  ] as const) {
    expect(isAllowed(policy, { action, resource: iotArn(resource), context })).toBe(false);
  }
});
