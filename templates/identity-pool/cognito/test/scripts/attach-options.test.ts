import { expect, test } from 'vitest';
import { parseAttachOptions } from '../../scripts/attach-options';

const identityId = 'us-east-1:12345678-abcd-abcd-abcd-1234567890ab';

test('takes the id of an identity, after the separator of a package manager too', () => {
  expect(parseAttachOptions(['--', identityId, '--dry-run'])).toEqual({ identityId, dryRun: true });
  expect(parseAttachOptions([identityId]).dryRun).toBe(false);
});

test.each([
  [[]],
  [[identityId, identityId]],
  [['sensor-1']],
  [[identityId.slice(10)]],
  [['']],
  [[identityId, '--force']],
])('refuses %j', (args) => {
  expect(() => parseAttachOptions(args)).toThrow();
});
