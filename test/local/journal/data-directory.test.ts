import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { DataDirectory } from '../../../src/local/journal/data-directory';

let parent: string;
let path: string;
beforeEach(() => {
  parent = mkdtempSync(join(tmpdir(), 'spillway-data-'));
  path = join(parent, 'deep/data');
});
afterEach(() => rmSync(parent, { recursive: true }));

const owner = { service: 'shop', region: 'eu-west-1' };

describe('a data directory', () => {
  it('is made, and taken again by the same service', () => {
    const first = DataDirectory.claim(path, owner) as DataDirectory;
    first.release();
    expect(DataDirectory.claim(path, owner)).toMatchObject({ path });
    expect(existsSync(join(path, 'spillway-local.json'))).toBe(true);
  });

  it('is taken over from a process that was killed', () => {
    DataDirectory.claim(path, owner);
    writeFileSync(join(path, 'process'), '999999999');
    expect(DataDirectory.claim(path, owner)).toBeInstanceOf(DataDirectory);
    expect(readFileSync(join(path, 'process'), 'utf8')).toBe(String(process.pid));
  });

  it('refuses what belongs to somebody else, and leaves it as it was', () => {
    const directory = DataDirectory.claim(path, owner) as DataDirectory;
    expect(DataDirectory.claim(path, owner)).toMatchObject({
      code: 'data-directory-unusable',
      message: `"${path}" is in use by process ${process.pid}`,
    });
    directory.release();
    expect(DataDirectory.claim(path, { ...owner, service: 'desk' })).toMatchObject({
      message: `"${path}" belongs to service "shop" in eu-west-1, not to "desk" in eu-west-1`,
    });
    expect(existsSync(join(path, 'process'))).toBe(false);
    writeFileSync(join(path, 'spillway-local.json'), JSON.stringify({ format: 2, ...owner }));
    expect(DataDirectory.claim(path, owner)).toMatchObject({
      message: expect.stringContaining('another version of Spillway: format 2, and this one knows 1'),
    });
    expect(DataDirectory.claim(parent, owner)).toMatchObject({
      message: `"${parent}" holds "deep", which no local run wrote`,
      hint: 'give a new or empty directory',
    });
    expect(DataDirectory.claim(join(path, 'spillway-local.json'), owner)).toMatchObject({
      message: expect.stringContaining('cannot be used: EEXIST'),
    });
  });
});
