import { existsSync, lstatSync, readdirSync, readFileSync, rmdirSync, rmSync, writeFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';

/** Stands for the project's name in stages that lie inside their destination. */
export const insideName = 'new';

/** In a stage whose entries are being moved: what belongs to the project, so that a move cut short can be undone. */
const journalName = '.spillway-journal.json';

/** Entry names of the project and the inode of each. An inode survives a move, and no other file can have it. */
type Journal = Readonly<Record<string, string>>;

/** The process id in the name tells a later run whether the stage of an earlier one was abandoned. */
export function stageName(name: string, processId: number): string {
  return `.spillway-${name}-${processId}`;
}

/** Names of stages in a folder, made for a project of this name by runs that are over. */
export function abandonedStages(parent: string, name: string): string[] {
  return readdirSync(parent).filter((entry) => {
    const processId = processIdOf(entry, name);
    // in a container the next run may well get the same id; this run has made no stage yet
    return processId !== undefined && (processId === process.pid || !isRunning(processId));
  });
}

/** Whether an entry of a destination is a stage of any run, living or not. */
export function isStageInside(entry: string): boolean {
  return processIdOf(entry, insideName) !== undefined;
}

/** Undefined for whatever else begins alike, such as the stage of `shop-api` beside `shop`, or a user's own folder. */
function processIdOf(entry: string, name: string): number | undefined {
  const prefix = stageName(name, 0).slice(0, -1);
  const rest = entry.startsWith(prefix) ? entry.slice(prefix.length) : '';
  return /^\d+$/.test(rest) ? Number(rest) : undefined;
}

/** Notes what is about to be moved out of a stage. A journal cut short counts as none: nothing has been moved yet. */
export function writeJournal(stage: string): string[] {
  const entries = readdirSync(stage);
  const journal: Journal = Object.fromEntries(entries.map((entry) => [entry, inodeOf(join(stage, entry))!]));
  writeFileSync(join(stage, journalName), JSON.stringify(journal));
  return entries;
}

/**
 * Entries of a destination that a move cut short has put there. None once all have been moved: the project is whole,
 * and whole projects belong to the user.
 */
export function movedEntries(stage: string, destination: string): string[] {
  const journal = Object.entries(readJournal(stage)).filter(([entry]) => basename(entry) === entry);
  const isWhole = journal.every(([entry]) => !existsSync(join(stage, entry)));
  return isWhole
    ? []
    : journal.filter(([entry, inode]) => inodeOf(join(destination, entry)) === inode).map(([entry]) => entry);
}

/** Removes a stage, and from its destination what was moved there already. */
export function rollBack(stage: string, destination: string): void {
  for (const entry of movedEntries(stage, destination)) {
    remove(join(destination, entry));
  }
  remove(stage);
}

export function remove(path: string): void {
  rmSync(path, { recursive: true, force: true });
}

/** Removes folders from the innermost to the outermost, up to the first that someone else has put something into. */
export function removeEmpty(innermost: string, outermost: string): void {
  try {
    for (let folder = innermost; folder.length >= outermost.length; folder = dirname(folder)) {
      rmdirSync(folder);
    }
  } catch {
    // it is in use: whoever uses it keeps it
  }
}

function readJournal(stage: string): Journal {
  try {
    return JSON.parse(readFileSync(join(stage, journalName), 'utf8')) as Journal;
  } catch {
    return {};
  }
}

function inodeOf(path: string): string | undefined {
  return lstatSync(path, { bigint: true, throwIfNoEntry: false })?.ino.toString();
}

function isRunning(processId: number): boolean {
  try {
    return process.kill(processId, 0);
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}
