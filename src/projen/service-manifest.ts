import { createHash } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { FileBase } from 'projen/lib/file';
import type { Project } from 'projen/lib/project';
import { manifestPath, type ManifestEntry, type ServiceManifest } from '../manifest';
import type { EmittedFile, FileTree, Ownership } from '../render/file-tree';

/**
 * Writes the manifest. It is the last component, so every managed file is on disk by then; a sample file is recorded as it
 * was first written, because what the user makes of it is the user's. Later answers would render it otherwise, so the hash
 * that the manifest has stays.
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
    const recorded = this.recordedFiles();
    const samples = this.tree.files
      .filter((file) => file.ownership === 'sample')
      .map((file) => [file.path, this.sampleEntry(file, recorded[file.path])] as const);
    const files = Object.fromEntries([...managed, ...samples].sort(([a], [b]) => (a < b ? -1 : 1)));
    return `${JSON.stringify({ ...this.contents, files } satisfies ServiceManifest, undefined, 2)}\n`;
  }

  /** A sample that the user deleted is written anew, and then it is today's rendering that lies on disk. */
  private sampleEntry({ path, contents }: EmittedFile, recorded: ManifestEntry | undefined): ManifestEntry {
    const rendered = entry('sample', contents);
    const onDisk = join(this.project.outdir, path);
    const isAsRendered = existsSync(onDisk) && entry('sample', readFileSync(onDisk)).sha256 === rendered.sha256;
    return recorded?.ownership === 'sample' && !isAsRendered ? recorded : rendered;
  }

  /** What the manifest on disk says; nothing where there is none, or none that can be read. */
  private recordedFiles(): Partial<ServiceManifest['files']> {
    try {
      return (JSON.parse(readFileSync(this.absolutePath, 'utf8')) as Partial<ServiceManifest>).files ?? {};
    } catch {
      return {};
    }
  }
}

function entry(ownership: Ownership, contents: string | Buffer): ManifestEntry {
  return { ownership, sha256: createHash('sha256').update(contents).digest('hex') };
}
