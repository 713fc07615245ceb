import { accessSync, constants, existsSync, readdirSync, statSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import type { Problem } from '../errors';

const mostListed = 10;
/** A repository that holds nothing else is as good as empty. */
const ignoredEntries = new Set(['.git']);

/** Why a project cannot be written there; empty when it can. */
export function checkDestination(directory: string): readonly Problem[] {
  if (existsSync(directory)) {
    return statSync(directory).isDirectory()
      ? [...notEmpty(directory), ...notWritable(directory)]
      : [notADirectory(directory)];
  }
  const ancestor = nearestExisting(directory);
  return statSync(ancestor).isDirectory() ? notWritable(ancestor) : [notADirectory(ancestor)];
}

function notEmpty(directory: string): Problem[] {
  const entries = listing(directory).filter((name) => !ignoredEntries.has(name));
  if (entries.length === 0) {
    return [];
  }
  const more = entries.length > mostListed ? ` and ${entries.length - mostListed} more` : '';
  return [
    {
      code: 'directory-not-empty',
      path: 'directory',
      message: `${JSON.stringify(directory)} is not empty: it holds ${entries.slice(0, mostListed).join(', ')}${more}`,
      hint: 'give a new directory, or empty this one',
    },
  ];
}

function listing(directory: string): string[] {
  try {
    return readdirSync(directory).map((name) => JSON.stringify(name).slice(1, -1));
  } catch {
    return []; // unreadable is reported as unusable
  }
}

function notWritable(directory: string): Problem[] {
  try {
    [constants.R_OK, constants.W_OK, constants.X_OK].forEach((mode) => accessSync(directory, mode));
    return [];
  } catch (error) {
    return [
      {
        code: 'directory-unusable',
        path: 'directory',
        message: `cannot write to ${JSON.stringify(directory)}: ${(error as NodeJS.ErrnoException).code}`,
        hint: 'change its permissions, or give another directory',
      },
    ];
  }
}

function notADirectory(path: string): Problem {
  return {
    code: 'directory-unusable',
    path: 'directory',
    message: `${JSON.stringify(path)} is not a directory`,
    hint: 'give the path of a new or empty directory',
  };
}

function nearestExisting(path: string): string {
  let current = resolve(path);
  while (!existsSync(current)) {
    current = dirname(current);
  }
  return current;
}
