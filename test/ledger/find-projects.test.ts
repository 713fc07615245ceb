import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { findProjects } from '../../src/ledger/find-projects';

let workingDirectory: string;
beforeEach(() => {
  workingDirectory = mkdtempSync(join(tmpdir(), 'spillway-test-'));
  for (const directory of ['shop/orders', 'shop/audit', 'shop/.cache', 'desk/orders', 'desk/or(ders', 'we*rd']) {
    mkdirSync(join(workingDirectory, directory), { recursive: true });
  }
  writeFileSync(join(workingDirectory, 'README.md'), '');
});
afterEach(() => rmSync(workingDirectory, { recursive: true, force: true }));

const find = (...directories: string[]) =>
  findProjects(
    directories.map((directory) => ({ directory })),
    workingDirectory,
  );
const found = (...directories: string[]) => find(...directories).projects.map(({ directory }) => directory);

describe('findProjects', () => {
  it.each<[string, string[]]>([
    ['shop/*', ['shop/audit', 'shop/orders']],
    ['./shop/*/', ['shop/audit', 'shop/orders']],
    ['*/orders', ['desk/orders', 'shop/orders']],
    ['s*p/o*s', ['shop/orders']],
    ['desk/or(*', ['desk/or(ders']],
    ['shop/.*', ['shop/.cache']],
    ['we*rd', ['we*rd']],
    ['nowhere/*', []],
    ['README.md/*', []],
  ])('expands %s as a shell does', (pattern, directories) => {
    expect(found(pattern)).toEqual(directories);
  });

  it('expands absolute patterns', () => {
    expect(found(join(workingDirectory, 'shop/o*'))).toEqual([join(workingDirectory, 'shop/orders')]);
  });

  it('keeps a path without a pattern, whether or not it exists', () => {
    expect(found('shop/orders', 'gone')).toEqual(['shop/orders', 'gone']);
  });

  it('names patterns that match nothing', () => {
    expect(find('shop/*', 'x*').unmatched).toEqual([{ directory: 'x*' }]);
  });

  it('takes a directory once for each account', () => {
    expect(found('shop/orders', './shop/orders/', 'shop/o*')).toEqual(['shop/orders']);
    const inTwo = ['staging', 'prod'].map((account) => ({ account, directory: 'shop/o*' }));
    expect(findProjects(inTwo, workingDirectory).projects).toEqual([
      { account: 'staging', directory: 'shop/orders' },
      { account: 'prod', directory: 'shop/orders' },
    ]);
  });
});
