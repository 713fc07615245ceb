import { closeSync, existsSync, openSync, readFileSync, readSync } from 'node:fs';
import { join, resolve } from 'node:path';
import type { LedgerEntry } from './ledger';
import { parseManifest, type ParsedManifest } from './parse-manifest';
import { SpillwayError, type Problem } from '../errors';
import { manifestPath } from '../manifest';
import { quote, quotePath } from '../spec/quote';

/** A directory to look into, and the account that the user says it is deployed to. */
export interface ProjectDirectory {
  /** As the user named it; relative to the working directory. */
  readonly directory: string;
  readonly account?: string;
}

/** What the manifests say, what is wrong with them, and what has none. */
export interface ReadManifests {
  readonly entries: readonly LedgerEntry[];
  readonly problems: readonly Problem[];
  /** What does not exist at all. */
  readonly missing: readonly ProjectDirectory[];
  /** What exists, directory or not. */
  readonly withoutManifest: readonly ProjectDirectory[];
}

export interface Reader {
  readonly workingDirectory: string;
  /** Of the program that reads: what a later one wrote may mean something else. */
  readonly spillwayVersion: string;
}

/**
 * Reads the manifest of each directory. Synchronously, because opening thousands of small files one after another takes
 * less time than handing each to a thread.
 *
 * @throws SpillwayError `unreadable-manifest` where the disk refuses
 */
export function readManifests(directories: readonly ProjectDirectory[], reader: Reader): ReadManifests {
  const entries: LedgerEntry[] = [];
  const problems: Problem[] = [];
  const missing: ProjectDirectory[] = [];
  const withoutManifest: ProjectDirectory[] = [];
  for (const project of directories) {
    const directory = resolve(reader.workingDirectory, project.directory);
    const parsed = readManifest(directory, reader.spillwayVersion);
    if (parsed === undefined) {
      (existsSync(directory) ? withoutManifest : missing).push(project);
    } else if ('problems' in parsed) {
      const path = quotePath(join(project.directory, manifestPath));
      problems.push(...parsed.problems.map((problem) => ({ ...problem, path })));
    } else {
      entries.push({ ...project, ...parsed.numbers });
    }
  }
  return { entries, problems, missing, withoutManifest };
}

function readManifest(directory: string, spillwayVersion: string): ParsedManifest | undefined {
  const path = join(directory, manifestPath);
  try {
    const parsed = parseManifest(parseStart(readStart(path)), spillwayVersion);
    return 'numbers' in parsed ? parsed : parseWhole(readFileSync(path, 'utf8'), spillwayVersion);
  } catch (error) {
    const { code = '' } = error as NodeJS.ErrnoException;
    if (['ENOENT', 'ENOTDIR'].includes(code)) {
      return undefined;
    }
    throw new SpillwayError('unreadable-manifest', `cannot read ${quotePath(path)}`, { cause: error });
  }
}

function parseWhole(text: string, spillwayVersion: string): ParsedManifest {
  let manifest: unknown;
  try {
    manifest = JSON.parse(text.replace(/^\ufeff/, ''));
  } catch (error) {
    const message = `not JSON: ${quote((error as Error).message)}`; // it holds a piece of the file
    const hint = 'resolve its conflicts if it has any, and run "npx projen" in the project, which writes it anew';
    return { problems: [{ code: 'invalid-manifest', message, hint }] };
  }
  return parseManifest(manifest, spillwayVersion);
}

/** Holds the numbers of a service with as many workers as one can have; where it does not, the whole is read. */
const start = Buffer.allocUnsafe(32 * 1024);

function readStart(path: string): string {
  const file = openSync(path, 'r');
  try {
    return start.toString('utf8', 0, readSync(file, start, 0, start.length, 0));
  } finally {
    closeSync(file);
  }
}

/** As Spillway writes it, what explains a plan follows its numbers. No string of JSON holds a line break. */
const explanation = /,\r?\n {4}"(?:findings|derivations)": /;

/**
 * The manifest without explanations and files, which are nine tenths of it and would take most of the time. Undefined
 * where somebody has laid it out otherwise: then the whole must be read.
 */
function parseStart(text: string): unknown {
  const { index } = explanation.exec(text) ?? {};
  try {
    return index === undefined ? undefined : (JSON.parse(`${text.slice(0, index)}}}`) as unknown);
  } catch {
    return undefined;
  }
}
