import { mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { writePrivateFile } from '../../scripts/private-file';

let directory: string;

beforeEach(() => (directory = mkdtempSync(join(tmpdir(), 'private-file-'))));
afterEach(() => rmSync(directory, { recursive: true }));

test('lets only the owner read the file', () => {
  const path = join(directory, 'a.key');
  writePrivateFile(path, 'secret');
  expect(statSync(path).mode & 0o777).toBe(0o600);
});

test('never overwrites', () => {
  const path = join(directory, 'a.key');
  writePrivateFile(path, 'first');
  expect(() => writePrivateFile(path, 'second')).toThrow('EEXIST');
  expect(readFileSync(path, 'utf8')).toBe('first');
});
