import { expect, test } from 'vitest';
import { workers } from '../../src/spillway/concurrency';
import { devicePolicyName } from '../../src/spillway/device-policy-name';
import { iotPolicy } from '../support/iot-policy';
import { iotArn, isAllowed } from '../support/policy-evaluator';
import { serviceTemplate } from '../support/service-template';

const policy = iotPolicy(serviceTemplate(), devicePolicyName('service'));

/** Over HTTPS there is no connection, and with it no variable of a thing. */
const mayPublish = (topic: string, certificateId = 'c1') =>
  isAllowed(policy, {
    action: 'iot:Publish',
    resource: iotArn(`topic/${topic}`),
    context: { 'iot:CertificateId': certificateId },
  });

test.each(Object.keys(workers))(
  'a device publishes to %s under the id of its certificate, and under no other',
  (worker) => {
    expect(mayPublish(`service/${worker}/c1`)).toBe(true);
    expect(mayPublish(`service/${worker}/c2`)).toBe(false);
    expect(mayPublish(`service/${worker}/c1/x`)).toBe(false);
    expect(mayPublish(`other/${worker}/c1`)).toBe(false);
  },
);

test('the name of a thing counts for nothing', () => {
  expect(mayPublish(`service/${Object.keys(workers)[0]}/sensor-1`)).toBe(false);
});
