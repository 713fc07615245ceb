import { Match } from 'aws-cdk-lib/assertions';
import { describe, expect, test } from 'vitest';
import { workers } from '../src/spillway/concurrency';
import { identityPermissions, isAllowedByBoth } from './support/identity-permissions';
import { iotArn, isAllowed } from './support/policy-evaluator';
import { serviceTemplate } from './support/service-template';

const template = serviceTemplate();
const permissions = identityPermissions(template);
const own = 'us-east-1:12345678-abcd-abcd-abcd-1234567890ab';
const other = 'us-east-1:87654321-abcd-abcd-abcd-1234567890ab';
const asIdentity = { 'cognito-identity.amazonaws.com:sub': own };

test('the pool takes no one whom the back end does not vouch for', () => {
  template.hasResourceProperties('AWS::Cognito::IdentityPool', {
    AllowUnauthenticatedIdentities: false,
    AllowClassicFlow: false,
    DeveloperProviderName: 'service',
  });
  template.hasResourceProperties('AWS::Cognito::IdentityPoolRoleAttachment', {
    IdentityPoolId: { Ref: permissions.poolId },
    Roles: { authenticated: Match.anyValue(), unauthenticated: Match.absent() },
  });
});

describe('the role', () => {
  const mayAssume = (aud: string, amr: string | readonly string[], action = 'sts:AssumeRoleWithWebIdentity') =>
    isAllowed(permissions.trust, {
      action,
      context: { 'cognito-identity.amazonaws.com:aud': aud, 'cognito-identity.amazonaws.com:amr': amr },
    });

  test('is for authenticated identities of the pool', () => {
    expect(mayAssume(permissions.poolId, ['authenticated', 'service'])).toBe(true);
  });

  test('is refused to unauthenticated identities, to other pools and to sessions', () => {
    expect(mayAssume(permissions.poolId, 'unauthenticated')).toBe(false);
    expect(mayAssume(permissions.poolId, [])).toBe(false);
    expect(mayAssume('us-east-1:another-pool', ['authenticated', 'service'])).toBe(false);
    expect(mayAssume(permissions.poolId, 'authenticated', 'sts:AssumeRole')).toBe(false);
  });
});

describe.each(Object.keys(workers))('to %s', (worker) => {
  const publishing = (topic: string, context: Record<string, string> = asIdentity) => ({
    action: 'iot:Publish',
    resource: iotArn(`topic/${topic}`),
    context,
  });

  test('an identity publishes on its own topic', () => {
    expect(isAllowedByBoth(permissions, publishing(`service/${worker}/${own}`))).toBe(true);
  });

  test.each(['rolePolicy', 'iotPolicy'] as const)('the %s lets no identity publish on the topic of another', (name) => {
    for (const topic of [`service/${worker}/${other}`, `service/${worker}/${own}/x`, `other/${worker}/${own}`]) {
      expect(isAllowed(permissions[name], publishing(topic))).toBe(false);
    }
  });

  test('who has no identity publishes nothing', () => {
    expect(isAllowedByBoth(permissions, publishing(`service/${worker}/${own}`, {}))).toBe(false);
    expect(isAllowedByBoth(permissions, publishing(`service/${worker}/`, {}))).toBe(false);
  });
});

test('an identity connects under no name but its own', () => {
  const connecting = { action: 'iot:Connect', resource: iotArn(`client/${other}`), context: asIdentity };
  expect(isAllowed(permissions.rolePolicy, connecting)).toBe(false);
  expect(isAllowed(permissions.iotPolicy, connecting)).toBe(false);
});

test('an identity reaches no topic that is none of a worker', () => {
  for (const [action, resource] of [
    ['iot:Subscribe', 'topicfilter/#'],
    ['iot:Receive', `topic/service/x/${own}`],
    ['iot:Publish', `topic/service/no-worker/${own}`],
    ['iot:Publish', `topic/$aws/things/${own}/shadow/update`],
  ] as const) {
    expect(isAllowedByBoth(permissions, { action, resource: iotArn(resource), context: asIdentity })).toBe(false);
  }
});
