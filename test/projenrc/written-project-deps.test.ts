import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';

type Versions = Readonly<Record<string, string>>;

const root = join(__dirname, '../..');
const examples = join(root, 'generated-examples');
const own = versionsIn(join(root, 'package.json'));

function versionsIn(path: string): Versions {
  const { dependencies, devDependencies } = JSON.parse(readFileSync(path, 'utf8')) as Record<string, Versions>;
  return { ...dependencies, ...devDependencies };
}

/** Name and version of everything that some written project depends on, by what its package.json lies in. */
function writtenIn(folder: string): string[] {
  const versions = readdirSync(examples).map((name) => versionsIn(join(examples, name, folder, 'package.json')));
  return [...new Set(versions.flatMap((each) => Object.entries(each).map((entry) => entry.join('@'))))];
}

const written = writtenIn('.');

const nameOf = (dependency: string) => dependency.slice(0, dependency.lastIndexOf('@'));

/** What only load tests bring, whose packages are their own. */
const ofLoadTests = '@aws-sdk/client-cloudwatch';

/** What Spillway itself is built and tested with, in a range of its own. */
const ownTools = [ofLoadTests, 'constructs', 'eslint', 'spillway', 'tsx', 'typescript', 'vitest'];

describe('the dependencies of this repository', () => {
  it('hold what written projects depend on, in the same version', () => {
    const shared = written.filter((dependency) => !ownTools.includes(nameOf(dependency)));
    expect(shared.filter((dependency) => `${nameOf(dependency)}@${own[nameOf(dependency)]}` !== dependency)).toEqual(
      [],
    );
  });

  it('pin nothing that no written project depends on', () => {
    const pinned = Object.entries(own).filter(([name, version]) => /^\d/.test(version) && !ownTools.includes(name));
    const all = [...written, ...writtenIn('load-test')];
    expect(pinned.map((entry) => entry.join('@')).filter((dependency) => !all.includes(dependency))).toEqual([]);
  });
});
