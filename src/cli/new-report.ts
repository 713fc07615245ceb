import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { join, sep } from 'node:path';
import type { ConcurrencyPlan } from '../plan/concurrency-plan';
import type { Ownership } from '../render/file-tree';
import { ownershipOf } from '../render/ownership';
import type { ServiceSpec } from '../spec/service-spec';

/** What `spillway new --json` prints. */
export interface NewReport {
  readonly directory: string;
  readonly spec: ServiceSpec;
  readonly plan: ConcurrencyPlan;
  readonly files: readonly { readonly path: string; readonly ownership: Ownership; readonly sha256: string }[];
  readonly warnings: readonly string[];
}

/** Every file below a directory, sorted by path, as the report lists them. */
export function listWritten(directory: string): NewReport['files'] {
  return readdirSync(directory, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name).slice(directory.length + 1))
    .map((path) => ({ path, contents: readFileSync(join(directory, path)) }))
    .map(({ path, contents }) => ({
      path: path.split(sep).join('/'),
      ownership: ownershipOf(path.split(sep).join('/')),
      sha256: createHash('sha256').update(contents).digest('hex'),
    }))
    .sort((a, b) => (a.path < b.path ? -1 : 1));
}
