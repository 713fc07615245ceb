import { describe, expect, test } from 'vitest';
import { workers } from '../src/spillway/concurrency';
import { iotPolicy } from './support/iot-policy';
import { iotArn, isAllowed } from './support/policy-evaluator';
import { serviceTemplate } from './support/service-template';

const template = serviceTemplate();

describe('a claim certificate', () => {
  const policy = iotPolicy(template, 'service-claim');
  const allows = (action: string, resource: string) =>
    isAllowed(policy, { action: `iot:${action}`, resource: iotArn(resource), context: { 'iot:CertificateId': 'c1' } });

  test.each([
    ['Connect', 'client/service-claim-1'],
    ['Publish', 'topic/$aws/certificates/create/json'],
    ['Subscribe', 'topicfilter/$aws/certificates/create/json/accepted'],
    ['Publish', 'topic/$aws/provisioning-templates/service/provision/json'],
    ['Receive', 'topic/$aws/provisioning-templates/service/provision/json/accepted'],
  ])('may %s %s', (action, resource) => {
    expect(allows(action, resource)).toBe(true);
  });

  test.each([
    ['Connect', 'client/sensor-1'],
    ['Publish', `topic/service/${Object.keys(workers)[0]}/sensor-1`],
    ['Publish', 'topic/$aws/provisioning-templates/other/provision/json'],
    ['Publish', 'topic/$aws/things/sensor-1/shadow/update'],
    ['Subscribe', 'topicfilter/#'],
    ['Publish', 'topic/$aws/certificates/create-from-csr/json'],
  ])('may not %s %s', (action, resource) => {
    expect(allows(action, resource)).toBe(false);
  });
});

test('a device that provisions itself cannot choose its name', () => {
  const [provisioning] = Object.values(template.findResources('AWS::IoT::ProvisioningTemplate'));
  const body = JSON.parse(provisioning?.Properties.TemplateBody as string) as {
    Resources: { thing: { Properties: { ThingName: unknown } }; policy: { Properties: { PolicyName: string } } };
  };
  expect(body.Resources.thing.Properties.ThingName).toEqual({ Ref: 'AWS::IoT::Certificate::Id' });
  expect(body.Resources.policy.Properties.PolicyName).toBe('service-device');
});
