import { readdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { writeService } from '../../src/projen/create-service';
import { parseSpec } from '../../src/spec/parse-spec';
import type { ServiceSpec } from '../../src/spec/service-spec';

const examplesDirectory = join(__dirname, '../../generated-examples');
const answersFile = 'answers.json';
/** Left by tools that run in an example; its .gitignore keeps them out of the repository. */
const leftovers = ['node_modules', 'cdk.out', 'test-reports', 'coverage'];

/** A committed project that equals what the generator writes for its answers.json. */
export interface Example {
  readonly name: string;
  readonly directory: string;
  readonly spec: ServiceSpec;
}

export function listExamples(): Example[] {
  return readdirSync(examplesDirectory).map((name) => {
    const directory = join(examplesDirectory, name);
    const parsed = parseSpec(JSON.parse(readFileSync(join(directory, answersFile), 'utf8')));
    if ('problems' in parsed) {
      throw new Error(`${name}/${answersFile} is not valid: ${JSON.stringify(parsed.problems)}`);
    }
    return { name, directory, spec: parsed.spec };
  });
}

/** Writes what the generator writes, as a user of the published package gets it: without a tarball inside. */
export function writeExample({ spec }: Example, directory: string): void {
  writeService(spec, { outdir: directory, spillwayVersion: '^0.1.0' });
}

/** Everything below a directory that belongs to an example, by path. */
export function readTree(directory: string): Map<string, string> {
  const paths = readdirSync(directory, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name).slice(directory.length + 1))
    .filter((path) => path !== answersFile && !leftovers.some((name) => path.startsWith(`${name}/`)))
    .sort();
  return new Map(paths.map((path) => [path, readFileSync(join(directory, path), 'utf8')]));
}

/** Empties an example of all but its answers. */
export function clearExample({ directory }: Example): void {
  for (const name of readdirSync(directory).filter((entry) => entry !== answersFile)) {
    rmSync(join(directory, name), { recursive: true, force: true });
  }
}
