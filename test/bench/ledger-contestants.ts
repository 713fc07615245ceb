import { execFileSync } from 'node:child_process';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { Contestant } from './contestants';
import { manifestPath, type ServiceManifest } from '../../src/manifest';

/** Small enough for ten thousand services to share the largest quota that Spillway takes. */
const budget = 4;
const quota = 100_000;

/**
 * Lays out monorepos of copies of a manifest that the installed Spillway wrote, and names who sums each of them.
 *
 * @param workspace where Spillway is installed
 * @param sizes services of each monorepo
 */
export function ledgers(workspace: string, sizes: readonly number[]): Contestant[] {
  const spillway = join(workspace, 'node_modules', '.bin', 'spillway');
  const flags = ['--yes', '--no-install', '--no-git', '--concurrency-budget', String(budget)];
  execFileSync(spillway, ['new', 'ledger-model', ...flags], { cwd: workspace, stdio: 'ignore' });
  const model = JSON.parse(readFileSync(join(workspace, 'ledger-model', manifestPath), 'utf8')) as ServiceManifest;
  return sizes.map((size) => {
    const monorepo = join(workspace, `services-${size}`);
    for (let index = 0; index < size; index++) {
      const name = `service-${index}`;
      const path = join(monorepo, name, manifestPath);
      mkdirSync(dirname(path), { recursive: true });
      const manifest: ServiceManifest = { ...model, spec: { ...model.spec, name } };
      writeFileSync(path, `${JSON.stringify(manifest, undefined, 2)}\n`);
    }
    const line = `${spillway} ledger '*' --account-concurrency ${quota}`;
    return { name: `spillway ledger, ${size} services`, write: () => [{ line, cwd: monorepo }] };
  });
}
