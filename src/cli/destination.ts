import { accessSync, constants, existsSync, lstatSync, readdirSync, statSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { abandonedStages, insideName, isStageInside, movedEntries } from './abandoned-stages';
import type { Problem } from '../errors';
import { quotePath } from '../spec/quote';

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
  return statSync(ancestor, { throwIfNoEntry: false })?.isDirectory()
    ? notWritable(ancestor)
    : [notADirectory(ancestor)];
}

function notEmpty(directory: string): Problem[] {
  const entries = listing(directory).map((name) => quotePath(name).slice(1, -1));
  if (entries.length === 0) {
    return [];
  }
  const more = entries.length > mostListed ? ` and ${entries.length - mostListed} more` : '';
  return [
    {
      code: 'directory-not-empty',
      path: 'directory',
      message: `${quotePath(directory)} is not empty: it holds ${entries.slice(0, mostListed).join(', ')}${more}`,
      hint: 'give a new directory, or empty this one',
    },
  ];
}

/** What the user has in a folder; what a killed run left there is removed by the next one that writes. */
function listing(directory: string): string[] {
  try {
    const leftBehind = new Set(
      abandonedStages(directory, insideName).flatMap((stage) => movedEntries(join(directory, stage), directory)),
    );
    return readdirSync(directory).filter(
      (name) => !ignoredEntries.has(name) && !isStageInside(name) && !leftBehind.has(name),
    );
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
        message: `cannot write to ${quotePath(directory)}: ${(error as NodeJS.ErrnoException).code}`,
        hint: 'change its permissions, or give another directory',
      },
    ];
  }
}

function notADirectory(path: string): Problem {
  return {
    code: 'directory-unusable',
    path: 'directory',
    message: `${quotePath(path)} is not a directory`,
    hint: 'give the path of a new or empty directory',
  };
}

function nearestExisting(path: string): string {
  let current = resolve(path);
  while (!isPresent(current)) {
    current = dirname(current);
  }
  return current;
}

/** A link that leads nowhere is present too: no folder can be made in its place. */
function isPresent(path: string): boolean {
  try {
    lstatSync(path);
    return true;
  } catch {
    return false;
  }
}
