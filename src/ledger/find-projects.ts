import { existsSync, readdirSync } from 'node:fs';
import { join, parse, resolve, sep } from 'node:path';
import type { ProjectDirectory } from './read-manifests';
import { SpillwayError } from '../errors';
import { quotePath } from '../spec/quote';

export interface FoundProjects {
  readonly projects: readonly ProjectDirectory[];
  /** Patterns that match nothing. */
  readonly unmatched: readonly ProjectDirectory[];
}

/**
 * The directories that paths name, each once for an account. Shells expand `services/*`; not those of Windows, and none
 * does behind `--account prod=`. A `*` stands for any part of one name, as in a shell never for the dot that begins one.
 * Other patterns are left to shells: what a globbing package needs would travel inside every written project.
 *
 * @param workingDirectory what relative paths begin at
 * @throws SpillwayError `unreadable-manifest` where a folder cannot be listed
 */
export function findProjects(paths: readonly ProjectDirectory[], workingDirectory: string): FoundProjects {
  const projects = new Map<string, ProjectDirectory>();
  const unmatched: ProjectDirectory[] = [];
  for (const path of paths) {
    const matches = expand(path.directory, workingDirectory);
    if (matches.length === 0) {
      unmatched.push(path);
    }
    for (const directory of matches) {
      const key = JSON.stringify([path.account ?? '', resolve(workingDirectory, directory)]);
      if (!projects.has(key)) {
        projects.set(key, { ...path, directory });
      }
    }
  }
  return { projects: [...projects.values()], unmatched };
}

/** Without a `*`, or where something has just this name, the path itself: whether it exists shows when it is read. */
function expand(pattern: string, workingDirectory: string): string[] {
  if (!pattern.includes('*') || existsSync(resolve(workingDirectory, pattern))) {
    return [pattern];
  }
  const { root } = parse(pattern);
  const names = pattern.slice(root.length).split(sep === '\\' ? /[\\/]/ : sep);
  return names.reduce<string[]>(
    (parents, name) =>
      name.includes('*')
        ? parents.flatMap((parent) => matchingEntries(parent, name, workingDirectory))
        : parents.map((parent) => join(parent, name)).filter((path) => existsSync(resolve(workingDirectory, path))),
    [root],
  );
}

function matchingEntries(parent: string, pattern: string, workingDirectory: string): string[] {
  const literals = pattern.split('*').map((literal) => literal.replace(/[\\^$.|?+()[\]{}]/g, '\\$&'));
  const expression = new RegExp(`^${literals.join('.*')}$`, 's');
  return namesIn(resolve(workingDirectory, parent))
    .filter((name) => expression.test(name) && (!name.startsWith('.') || pattern.startsWith('.')))
    .sort()
    .map((name) => join(parent, name));
}

function namesIn(folder: string): string[] {
  try {
    return readdirSync(folder);
  } catch (error) {
    const { code = '' } = error as NodeJS.ErrnoException;
    if (['ENOENT', 'ENOTDIR'].includes(code)) {
      return [];
    }
    throw new SpillwayError('unreadable-manifest', `cannot list ${quotePath(folder)}`, { cause: error });
  }
}
