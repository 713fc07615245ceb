import type { Project } from 'projen/lib/project';
import { ProjenrcFile } from 'projen/lib/projenrc';

/** Tells projen that `.projenrc.ts` defines the project, and runs it. The file itself is a sample file of the templates. */
export class ServiceProjenrc extends ProjenrcFile {
  readonly filePath = '.projenrc.ts';

  constructor(project: Project) {
    super(project);
    project.defaultTask?.exec(`tsx ${this.filePath}`);
  }
}
