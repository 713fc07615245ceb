import { expect, test } from 'vitest';
import { deviceRole } from '../support/device-role';
import { iotArn, isAllowed } from '../support/policy-evaluator';
import { serviceTemplate } from '../support/service-template';

const { policy } = deviceRole(serviceTemplate());

const mayConnect = (clientId: string, context: Record<string, string>) =>
  isAllowed(policy, { action: 'iot:Connect', resource: iotArn(`client/${clientId}`), context });

test('a device connects under its own name and under no other', () => {
  const context = { 'aws:PrincipalTag/DeviceId': 'sensor-1' };
  expect(mayConnect('sensor-1', context)).toBe(true);
  expect(mayConnect('sensor-2', context)).toBe(false);
  expect(mayConnect('sensor-', context)).toBe(false);
});

test('a session without the tag does not connect', () => {
  expect(mayConnect('sensor-1', {})).toBe(false);
});
