import { SpillwayError } from '../errors';

/** Who owns a written file: Spillway (converges on each synth) or the user (written once). */
export type Ownership = 'managed' | 'sample';

export interface EmittedFile {
  /** Relative to the project, with forward slashes. */
  readonly path: string;
  readonly contents: string;
  readonly ownership: Ownership;
}

/** The files of a project before anybody writes them. Immutable. */
export class FileTree {
  /** @throws SpillwayError `path-collision` when two files share a path */
  static of(files: Iterable<EmittedFile>): FileTree {
    const byPath = new Map<string, EmittedFile>();
    for (const file of files) {
      if (byPath.has(file.path)) {
        throw new SpillwayError('path-collision', `two layers emit ${file.path}; each path belongs to one layer`);
      }
      byPath.set(file.path, file);
    }
    return new FileTree([...byPath.values()].sort((a, b) => (a.path < b.path ? -1 : 1)));
  }

  private constructor(
    /** Sorted by path. */
    readonly files: readonly EmittedFile[],
  ) {}
}
