import { expect, test } from 'vitest';
import { parseClientNames } from '../../scripts/certificate-options';

test('makes one client when none is named', () => {
  expect(parseClientNames([])).toEqual(['client']);
});

test('takes names after the separator of a package manager', () => {
  expect(parseClientNames(['--', 'pump-7', 'pump-8.north'])).toEqual(['pump-7', 'pump-8.north']);
});

test.each([['../authority'], ['authority'], ['server'], [''], ['A b'], ['--force']])('refuses %j', (name) => {
  expect(() => parseClientNames([name])).toThrow();
});
