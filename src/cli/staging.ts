import {
  accessSync,
  constants,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  realpathSync,
  renameSync,
  rmdirSync,
  statSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, dirname, join, resolve } from 'node:path';
import {
  abandonedStages,
  insideName,
  remove,
  removeEmpty,
  rollBack,
  stageName,
  writeJournal,
} from './abandoned-stages';

/** A folder in which a project is prepared before it appears. */
export interface Stage {
  readonly directory: string;
  /** Makes the project appear at its destination. */
  commit(): void;
  /** Removes whatever was prepared; harmless after a commit. */
  discard(): void;
}

/** What makes a folder a project; it is moved last, so that a move cut short leaves none. */
const lastEntry = 'package.json';

/** Stages beside the destination, on the same file system, so that one rename makes the whole project appear. */
export function stageFor(destination: string): Stage {
  // a link stays; the project goes to where it leads
  const real = existsSync(destination) ? realpathSync(destination) : resolve(destination);
  return mustKeepFolder(real) ? stageInside(real) : stageBeside(real);
}

/** Stages where nothing ever appears, for a dry run. */
export function stageNowhere(): Stage {
  const directory = mkdtempSync(join(tmpdir(), 'spillway-'));
  const discard = () => remove(directory);
  return { directory, commit: discard, discard };
}

/** Where another folder may not or cannot take its place: a shell stands in it, it holds a repository, it is mounted. */
function mustKeepFolder(destination: string): boolean {
  const parent = dirname(destination);
  return (
    existsSync(destination) &&
    (destination === process.cwd() ||
      readdirSync(destination).length > 0 ||
      statSync(destination).dev !== statSync(parent).dev ||
      !isWritable(parent))
  );
}

function isWritable(directory: string): boolean {
  try {
    [constants.W_OK, constants.X_OK].forEach((mode) => accessSync(directory, mode));
    return true;
  } catch {
    return false;
  }
}

function stageBeside(destination: string): Stage {
  const parent = dirname(destination);
  const firstCreated = mkdirSync(parent, { recursive: true });
  const directory = makeStage(parent, basename(destination));
  return {
    directory,
    commit() {
      if (existsSync(destination)) {
        rmdirSync(destination);
      }
      renameSync(directory, destination);
    },
    discard() {
      remove(directory);
      if (firstCreated !== undefined) {
        removeEmpty(parent, firstCreated);
      }
    },
  };
}

function stageInside(destination: string): Stage {
  const directory = makeStage(destination, insideName);
  return {
    directory,
    commit() {
      const entries = writeJournal(directory);
      const taken = entries.find((entry) => existsSync(join(destination, entry)));
      if (taken !== undefined) {
        throw new Error(`"${taken}" has meanwhile appeared in ${destination}`);
      }
      for (const entry of entries.sort((a, b) => Number(a === lastEntry) - Number(b === lastEntry))) {
        renameSync(join(directory, entry), join(destination, entry));
      }
      remove(directory);
    },
    discard: () => rollBack(directory, destination),
  };
}

/** Makes a stage, after cleaning up after the runs that did not live to do so. */
function makeStage(parent: string, name: string): string {
  for (const entry of abandonedStages(parent, name)) {
    rollBack(join(parent, entry), parent);
  }
  const directory = join(parent, stageName(name, process.pid));
  mkdirSync(directory);
  return directory;
}
