import { IoTClient } from '@aws-sdk/client-iot';
import { expect, test, vi } from 'vitest';
import { attachIdentity } from '../../scripts/identity-attachment';
import { serviceName } from '../../src/spillway/service';

const identityId = 'us-east-1:12345678-abcd-abcd-abcd-1234567890ab';

/** A client that keeps what was asked. */
function stubbedClient(failure?: Error) {
  const calls: [string, object][] = [];
  vi.spyOn(IoTClient.prototype, 'send').mockImplementation(async (command: { input: object }) => {
    calls.push([command.constructor.name, command.input]);
    if (failure) {
      throw failure;
    }
    return {};
  });
  return { iot: new IoTClient({}), calls };
}

test('attaches the policy of identities to the identity', async () => {
  const { iot, calls } = stubbedClient();
  const print = vi.fn();
  await attachIdentity({ identityId, dryRun: false }, { iot, print });
  expect(calls).toEqual([['AttachPolicyCommand', { policyName: `${serviceName}-identity`, target: identityId }]]);
  expect(print).toHaveBeenCalledExactlyOnceWith(`${identityId} has the policy ${serviceName}-identity`);
});

test('a dry run prints the call and makes none', async () => {
  const { iot, calls } = stubbedClient();
  const print = vi.fn();
  await attachIdentity({ identityId, dryRun: true }, { iot, print });
  expect(calls).toEqual([]);
  expect(print.mock.calls.flat()).toEqual([
    `AttachPolicy {"policyName":"${serviceName}-identity","target":"${identityId}"}`,
  ]);
});

test('says nothing of success when it is refused', async () => {
  const { iot } = stubbedClient(new Error('AccessDenied'));
  const print = vi.fn();
  await expect(attachIdentity({ identityId, dryRun: false }, { iot, print })).rejects.toThrow('AccessDenied');
  expect(print).not.toHaveBeenCalled();
});
