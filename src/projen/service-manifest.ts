import { createHash } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { FileBase } from 'projen/lib/file';
import type { Project } from 'projen/lib/project';
import type { ConcurrencyPlan } from '../plan/concurrency-plan';
import type { FileTree, Ownership } from '../render/file-tree';
import type { ServiceSpec } from '../spec/service-spec';

export const manifestPath = '.spillway/manifest.json';

/** What `.spillway/manifest.json` says: what was asked for, what followed, and who owns which file. */
export interface ServiceManifest {
  readonly spillwayVersion: string;
  readonly spec: ServiceSpec;
  readonly plan: ConcurrencyPlan;
  readonly files: Readonly<Record<string, { readonly ownership: Ownership; readonly sha256: string }>>;
}

/**
 * Writes the manifest. It is the last component, so every managed file is on disk by then; a sample file is recorded as it
 * was first written, because what the user makes of it is the user's.
 */
export class ServiceManifestFile extends FileBase {
  constructor(
    project: Project,
    private readonly contents: Omit<ServiceManifest, 'files'>,
    private readonly tree: FileTree,
  ) {
    super(project, manifestPath, { marker: false });
  }

  protected synthesizeContent(): string {
    const managed = this.project.files
      // projen writes some files only when there is something to say in them
      .filter((file) => file !== this && file.project === this.project && existsSync(file.absolutePath))
      .map((file) => [file.path, entry('managed', readFileSync(file.absolutePath))] as const);
    const samples = this.tree.files
      .filter((file) => file.ownership === 'sample')
      .map((file) => [file.path, entry('sample', file.contents)] as const);
    const files = Object.fromEntries([...managed, ...samples].sort(([a], [b]) => (a < b ? -1 : 1)));
    return `${JSON.stringify({ ...this.contents, files } satisfies ServiceManifest, undefined, 2)}\n`;
  }
}

function entry(ownership: Ownership, contents: string | Buffer): { ownership: Ownership; sha256: string } {
  return { ownership, sha256: createHash('sha256').update(contents).digest('hex') };
}
