import { chmodSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { checkDestination } from '../../src/cli/destination';

let directory: string;

beforeEach(() => (directory = mkdtempSync(join(tmpdir(), 'spillway-test-'))));
afterEach(() => rmSync(directory, { recursive: true, force: true }));

describe('checkDestination', () => {
  it('accepts a new directory, also a deep one, and an empty one', () => {
    expect(checkDestination(join(directory, 'a', 'b'))).toEqual([]);
    expect(checkDestination(directory)).toEqual([]);
  });

  it('takes a directory that holds only a repository for empty', () => {
    mkdirSync(join(directory, '.git'));
    expect(checkDestination(directory)).toEqual([]);
  });

  it('refuses a directory with files and lists them', () => {
    ['b.txt', 'a.txt', 'esc\u001b.txt'].forEach((name) => writeFileSync(join(directory, name), ''));
    const [problem] = checkDestination(directory);
    expect(problem).toMatchObject({ code: 'directory-not-empty' });
    expect(problem!.message).toMatch(/it holds a\.txt, b\.txt, esc\\u001b\.txt$/);
  });

  it('shortens a long list', () => {
    Array.from({ length: 12 }, (_, index) => writeFileSync(join(directory, `f${index}`), ''));
    expect(checkDestination(directory)[0]!.message).toMatch(/ and 2 more$/);
  });

  it('refuses a file, and a path below one', () => {
    const file = join(directory, 'file');
    writeFileSync(file, '');
    expect(checkDestination(file)).toMatchObject([{ code: 'directory-unusable' }]);
    expect(checkDestination(join(file, 'below'))).toMatchObject([{ code: 'directory-unusable' }]);
  });

  it('refuses a link that leads nowhere', () => {
    symlinkSync(join(directory, 'missing'), join(directory, 'link'));
    expect(checkDestination(join(directory, 'link'))).toMatchObject([{ code: 'directory-unusable' }]);
  });

  it('shows what reorders or hides text in a name', () => {
    writeFileSync(join(directory, 'a\u2066\u009b.txt'), '');
    expect(checkDestination(directory)[0]!.message).toMatch(/it holds a\\u2066\\u009b\.txt$/);
  });

  // root may write anywhere, so there is nothing to refuse
  it.skipIf(process.getuid?.() === 0)('refuses a directory that may not be written', () => {
    chmodSync(directory, 0o500);
    expect(checkDestination(join(directory, 'new'))).toMatchObject([{ code: 'directory-unusable' }]);
  });
});
