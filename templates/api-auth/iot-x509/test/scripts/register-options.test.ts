import { expect, test } from 'vitest';
import { parseRegisterOptions } from '../../scripts/register-options';

test('takes the name of a thing, after the separator of a package manager too', () => {
  expect(parseRegisterOptions(['--', 'sensor-1', '--dry-run'])).toEqual({ thingName: 'sensor-1', dryRun: true });
  expect(parseRegisterOptions(['sensor-1']).dryRun).toBe(false);
});

test.each([[[]], [['a', 'b']], [['../sensor']], [['a/b']], [['a+']], [['']], [['x'.repeat(129)]], [['a', '--force']]])(
  'refuses %j',
  (args) => {
    expect(() => parseRegisterOptions(args)).toThrow();
  },
);
