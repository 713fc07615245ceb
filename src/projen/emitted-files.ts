import { FileBase } from 'projen/lib/file';
import type { Project } from 'projen/lib/project';
import { SampleFile } from 'projen/lib/sample-file';
import type { EmittedFile, FileTree } from '../render/file-tree';

/** Gives projen every file of the tree: managed files converge on each synth, sample files are written once. */
export function emitFiles(project: Project, tree: FileTree): void {
  for (const file of tree.files) {
    if (file.ownership === 'managed') {
      new ManagedFile(project, file);
    } else {
      new UserFile(project, file.path, file.contents);
    }
  }
}

/** A read-only file whose contents are known; projen deletes it when a later synth no longer emits it. */
class ManagedFile extends FileBase {
  constructor(
    project: Project,
    private readonly file: EmittedFile,
  ) {
    super(project, file.path);
  }

  protected synthesizeContent(): string {
    const marker = commentOut(this.path, this.marker);
    return marker === undefined ? this.file.contents : `${marker}\n${this.file.contents}`;
  }
}

/** The marker as a comment of the file's language; none where the language has no comments. */
function commentOut(path: string, marker: string | undefined): string | undefined {
  if (marker === undefined) {
    return undefined;
  }
  if (/\.m?ts$|\.mjs$/.test(path)) {
    return `// ${marker}`;
  }
  if (/\.(graphql|yml)$/.test(path)) {
    return `# ${marker}`;
  }
  return /\.(md|svg)$/.test(path) ? `<!-- ${marker} -->` : undefined;
}

/** A file that is written once and belongs to the user from then on. */
export class UserFile extends SampleFile {
  constructor(
    project: Project,
    readonly path: string,
    contents: string,
  ) {
    super(project, path, { contents });
  }
}
