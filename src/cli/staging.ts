import { existsSync, mkdirSync, mkdtempSync, readdirSync, renameSync, rmdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, dirname, join, resolve } from 'node:path';

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
  return mustKeepFolder(destination) ? stageInside(destination) : stageBeside(destination);
}

/** Stages where nothing ever appears, for a dry run. */
export function stageNowhere(): Stage {
  const directory = mkdtempSync(join(tmpdir(), 'spillway-'));
  const discard = () => remove(directory);
  return { directory, commit: discard, discard };
}

/** A shell may stand in the folder, or it holds a repository: it must not be replaced by another folder. */
function mustKeepFolder(destination: string): boolean {
  return existsSync(destination) && (isWorkingDirectory(destination) || readdirSync(destination).length > 0);
}

function isWorkingDirectory(destination: string): boolean {
  return resolve(destination) === process.cwd();
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
      if (firstCreated !== undefined && !existsSync(destination)) {
        remove(firstCreated);
      }
    },
  };
}

function stageInside(destination: string): Stage {
  const directory = makeStage(destination, 'new');
  return {
    directory,
    commit() {
      const entries = readdirSync(directory).sort((a, b) => Number(a === lastEntry) - Number(b === lastEntry));
      for (const entry of entries) {
        renameSync(join(directory, entry), join(destination, entry));
      }
      rmdirSync(directory);
    },
    discard: () => remove(directory),
  };
}

/** The process id in the name tells a later run whether the stage of an earlier one was abandoned. */
function makeStage(parent: string, name: string): string {
  const prefix = `.spillway-${name}-`;
  for (const entry of readdirSync(parent).filter((candidate) => candidate.startsWith(prefix))) {
    if (!isRunning(Number(entry.slice(prefix.length)))) {
      remove(join(parent, entry));
    }
  }
  const directory = join(parent, `${prefix}${process.pid}`);
  mkdirSync(directory);
  return directory;
}

function isRunning(processId: number): boolean {
  try {
    return process.kill(processId, 0);
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}

function remove(directory: string): void {
  rmSync(directory, { recursive: true, force: true });
}
