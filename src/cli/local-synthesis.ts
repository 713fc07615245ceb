import { join } from 'node:path';
import type { LocalRequest } from './local-command';
import type { ProjectPackages } from '../local/project-packages';
import { run } from '../subprocess';

/** Folder of the cloud assembly in the project. */
export const assemblyName = 'cdk.out';

/** What a person changes of a written project; the schema is there for GraphQL alone. */
const sources = ['src', 'schema.graphql'];

/** Where a change counts: in what is synthesized, or in what was synthesized by somebody else. */
export function watchedPlaces({ flags, environment }: LocalRequest): string[] {
  return (flags.synth ? sources : [assemblyName]).map((name) => join(environment.workingDirectory, name));
}

/** @throws SpillwayError `missing-package`; `subprocess-failed`, with all that was printed */
export async function synthesizeProject(
  { environment, terminal }: LocalRequest,
  packages: ProjectPackages,
): Promise<void> {
  const done = terminal.progress('synthesizing');
  try {
    const cdk = packages.pathOf('aws-cdk/bin/cdk');
    const cwd = environment.workingDirectory;
    const shownLines = Infinity; // what is wrong stands before the stack, and can be long
    await run(process.execPath, [cdk, 'synth', '--quiet', '--output', assemblyName], { cwd, shownLines });
  } finally {
    done();
  }
}
