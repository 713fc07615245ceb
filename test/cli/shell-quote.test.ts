import { execFileSync } from 'node:child_process';
import { describe, expect, it } from 'vitest';
import { shellQuote } from '../../src/cli/shell-quote';

describe('shellQuote', () => {
  it.each([
    ['../shops/orders-2', '../shops/orders-2'],
    ['My Shop', "'My Shop'"],
    ['$(rm)', "'$(rm)'"],
    ['-x', './-x'],
  ])('makes one word of %j', (path, quoted) => {
    expect(shellQuote(path, 'linux')).toBe(quoted);
  });

  it.skipIf(process.platform === 'win32').each(["it's", 'a\u001b[31m\u009b', "b\\'\u202e"])(
    'is read back by a shell: %j',
    (path) => {
      const quoted = shellQuote(path, 'linux');
      expect(quoted).not.toMatch(/[\p{Cc}\p{Cf}]/u);
      const env = { ...process.env, LC_ALL: 'C.UTF-8' };
      expect(execFileSync('bash', ['-c', `printf %s ${quoted}`], { encoding: 'utf8', env })).toBe(path);
    },
  );

  it('uses double quotes on Windows', () => {
    expect(shellQuote('My Shop', 'win32')).toBe('"My Shop"');
    expect(shellQuote('shops\\orders', 'win32')).toBe('shops\\orders');
  });
});
