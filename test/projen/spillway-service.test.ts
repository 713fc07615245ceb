import { createHash } from 'node:crypto';
import {
  appendFileSync,
  chmodSync,
  existsSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { ServiceManifest } from '../../src/manifest';
import { pathsOf, writeService } from '../../src/projen/create-service';
import { SpillwayService } from '../../src/projen/spillway-service';
import type { Answers } from '../../src/spec/service-spec';
import { specOf } from '../valid-answers';

let directory: string;

beforeEach(() => (directory = mkdtempSync(join(tmpdir(), 'spillway-test-'))));
afterEach(() => rmSync(directory, { recursive: true, force: true }));

const write = (answers: Answers = {}) =>
  writeService(specOf(answers), { outdir: directory, spillwayVersion: '^0.1.0' });
const read = (path: string) => readFileSync(join(directory, path), 'utf8');

describe('SpillwayService', () => {
  it('names every wrong answer', () => {
    const construct = () => new SpillwayService({ name: 'x', peakRate: 0, workers: ['A'] });
    expect(construct).toThrow(/name: "x" is not valid[^]*workers\[0\]: "A" is not valid[^]*peakRate: 0 is not valid/);
  });

  it('states every version, so that the first npx projen changes nothing', () => {
    write();
    const { dependencies, devDependencies } = JSON.parse(read('package.json')) as Record<
      string,
      Record<string, string>
    >;
    const open = Object.entries({ ...dependencies, ...devDependencies }).filter(([, version]) => !/\d/.test(version));
    expect(open).toEqual([]);
    expect(devDependencies).not.toHaveProperty('ts-node');
  });

  it.each<Answers>([{}, { api: 'graphql' }])(
    'keeps out of %j what cannot be installed beside the local run',
    (answers) => {
      write(answers);
      const { overrides } = JSON.parse(read('package.json')) as { overrides: object };
      expect(overrides).toMatchObject({ 'light-my-request': '6.6.0', rollup: expect.any(String) as string });
    },
  );

  it('makes managed files read-only and leaves samples writable', () => {
    write();
    const isWritable = (path: string) => (statSync(join(directory, path)).mode & 0o200) !== 0; // eslint-disable-line no-bitwise
    expect(isWritable('src/spillway/concurrency.ts')).toBe(false);
    expect(isWritable('src/service-stack.ts')).toBe(true);
  });

  it('takes managed files back and never touches samples', () => {
    write();
    chmodSync(join(directory, 'docs/CONCURRENCY.md'), 0o644);
    appendFileSync(join(directory, 'docs/CONCURRENCY.md'), 'edited');
    writeFileSync(join(directory, 'README.md'), 'mine');
    write({ concurrencyBudget: 50 });
    expect(read('docs/CONCURRENCY.md')).not.toContain('edited');
    expect(read('docs/CONCURRENCY.md')).toContain('**50**');
    expect(read('README.md')).toBe('mine');
  });

  it('removes a managed file that another answer no longer needs', () => {
    write({ response: 'polling' });
    expect(existsSync(join(directory, 'src/spillway/status-table.ts'))).toBe(true);
    write({ response: 'fire-and-forget' });
    expect(existsSync(join(directory, 'src/spillway/status-table.ts'))).toBe(false);
  });

  it('records spec, plan and ownership in the manifest', () => {
    write({ workers: ['orders=2', 'audit'] });
    const manifest = JSON.parse(read('.spillway/manifest.json')) as ServiceManifest;
    expect(manifest.spec).toEqual(specOf({ workers: ['orders=2', 'audit'] }));
    expect(manifest.plan.totals.reserved).toBe(100);
    expect(manifest.files['src/handlers/orders.ts']!.ownership).toBe('sample');
    expect(manifest.files['package.json']!.ownership).toBe('managed');
    expect(Object.keys(manifest.files).every((path) => existsSync(join(directory, path)))).toBe(true);
  });

  describe('hashes of sample files in the manifest', () => {
    const readme = () => (JSON.parse(read('.spillway/manifest.json')) as ServiceManifest).files['README.md']!.sha256;
    const sha256 = (text: string) => createHash('sha256').update(text).digest('hex');

    it('stay those of the first writing when the answers change', () => {
      write();
      const first = sha256(read('README.md'));
      write({ packageManager: 'pnpm' });
      expect(readme()).toBe(first);
      writeFileSync(join(directory, 'README.md'), 'mine');
      write({ packageManager: 'pnpm' });
      expect(readme()).toBe(first);
    });

    it('follow a sample file that was deleted and written anew', () => {
      write();
      const first = readme();
      rmSync(join(directory, 'README.md'));
      write({ packageManager: 'pnpm' });
      expect(readme()).toBe(sha256(read('README.md')));
      expect(readme()).not.toBe(first);
    });

    it('are written anew beside a manifest that cannot be read', () => {
      write();
      chmodSync(join(directory, '.spillway/manifest.json'), 0o644);
      writeFileSync(join(directory, '.spillway/manifest.json'), '{');
      write();
      expect(readme()).toBe(sha256(read('README.md')));
    });
  });

  it.each(['npm', 'pnpm', 'yarn', 'bun'])('can be run with %s', (packageManager) => {
    write({ packageManager });
    expect(read('.projenrc.ts')).toContain(`PackageManager.${packageManager.toUpperCase()}`);
  });
});

describe('pathsOf', () => {
  it('foretells what will be written', () => {
    write();
    const manifest = JSON.parse(read('.spillway/manifest.json')) as ServiceManifest;
    const written = [...Object.keys(manifest.files), '.spillway/manifest.json', '.spillway/spillway-0.1.0.tgz'];
    expect(pathsOf(specOf())).toEqual(written.sort());
  });

  it('does not care what lies in the folder where one happens to stand', () => {
    writeFileSync(join(directory, 'package.json'), '{ broken');
    const standing = vi.spyOn(process, 'cwd').mockReturnValue(directory);
    expect(() => pathsOf(specOf())).not.toThrow();
    standing.mockRestore();
  });
});
