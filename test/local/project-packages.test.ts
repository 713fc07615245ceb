import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { ProjectPackages } from '../../src/local/project-packages';

let directory: string;
beforeEach(() => (directory = mkdtempSync(join(tmpdir(), 'spillway-packages-'))));
afterEach(() => rmSync(directory, { recursive: true, force: true }));

function write(path: string, contents: string): void {
  mkdirSync(join(directory, path, '..'), { recursive: true });
  writeFileSync(join(directory, path), contents);
}

describe('ProjectPackages', () => {
  const open = () => new ProjectPackages(directory, 'pnpm install');

  it('loads what the project has installed, whichever way it can be loaded', async () => {
    write('package.json', '{}');
    write('node_modules/common/index.js', 'module.exports = { kind: "common" };');
    write('node_modules/modern/lib.mjs', 'export const kind = "modern";');
    write('node_modules/modern/package.json', '{ "exports": { ".": { "import": { "default": "./lib.mjs" } } } }');
    expect(await open().load('common')).toEqual({ kind: 'common' });
    expect(await open().load('modern')).toMatchObject({ kind: 'modern' });
  });

  it('names a package that is not installed, and what installs it', async () => {
    write('package.json', '{ "devDependencies": { "fauxqs": "1.9.2" } }');
    await expect(open().load('fauxqs')).rejects.toThrow('package "fauxqs" is not installed; run "pnpm install"');
    await expect(open().load('dynalite')).rejects.toThrow('"npx projen", which adds and installs it');
    expect(() => open().pathOf('fauxqs/bin/fauxqs')).toThrow('package "fauxqs" is not installed');
  });
});
