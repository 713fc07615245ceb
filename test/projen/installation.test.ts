import { createHash } from 'node:crypto';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { cameFromRegistry, originalTarball } from '../../src/projen/installation';

let project: string;
let root: string;

beforeEach(() => {
  project = mkdtempSync(join(tmpdir(), 'spillway-test-'));
  root = join(project, 'node_modules', 'spillway');
  mkdirSync(root, { recursive: true });
});

afterEach(() => rmSync(project, { recursive: true, force: true }));

function recordInstallation(record: object): void {
  const lock = { packages: { 'node_modules/spillway': record } };
  writeFileSync(join(project, 'node_modules', '.package-lock.json'), JSON.stringify(lock));
}

describe('cameFromRegistry', () => {
  it.each([
    [{ version: '1.2.3', resolved: 'https://registry.npmjs.org/spillway/-/spillway-1.2.3.tgz' }, true],
    [{ version: '1.2.3', integrity: 'sha512-x' }, true],
    [{ version: '1.2.3', resolved: 'file:spillway-1.2.3.tgz' }, false],
    [{ resolved: '../spillway', link: true }, false],
  ])('npm recorded %j: %s', (record, expected) => {
    recordInstallation(record);
    expect(cameFromRegistry(root)).toBe(expected);
  });

  it.each([
    ['spillway@1.2.3', true],
    ['spillway@1.2.3_projen@0.103.25', true],
    ['spillway@file+..+spillway-1.2.3.tgz', false],
  ])('pnpm stored it as %s: %s', (store, expected) => {
    expect(cameFromRegistry(join(project, 'node_modules', '.pnpm', store, 'node_modules', 'spillway'))).toBe(expected);
  });

  it('does not take a checkout for an installation', () => {
    expect(cameFromRegistry(join(project, 'checkouts', 'spillway'))).toBe(false);
  });
});

describe('originalTarball', () => {
  const contents = 'a tarball';
  const integrity = `sha512-${createHash('sha512').update(contents).digest('base64')}`;

  it('finds the tarball that npm installed from', () => {
    writeFileSync(join(project, 'spillway.tgz'), contents);
    recordInstallation({ resolved: 'file:spillway.tgz', integrity });
    expect(originalTarball(root)).toBe(join(project, 'spillway.tgz'));
  });

  it('does not take one that changed since, or is gone', () => {
    recordInstallation({ resolved: 'file:spillway.tgz', integrity });
    expect(originalTarball(root)).toBeUndefined();
    writeFileSync(join(project, 'spillway.tgz'), 'another build');
    expect(originalTarball(root)).toBeUndefined();
  });
});
