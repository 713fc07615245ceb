import { posix } from 'node:path';
import { ownershipOf } from '../render/ownership';

const lineWidth = 80;

/** The files of a project by folder: the user's own by name, and how many projen keeps up to date beside them. */
export function summarizeFiles(paths: readonly string[]): string {
  const folders = new Map<string, string[]>();
  for (const path of [...paths].sort()) {
    const folder = posix.dirname(path);
    folders.set(folder, [...(folders.get(folder) ?? []), path]);
  }
  const width = Math.max(...[...folders.keys()].map((folder) => folder.length + 1));
  const lines = [...folders].flatMap(([folder, files]) => wrap(`${folder}/`.padEnd(width), contents(files)));
  return [`${paths.length} files: yours to edit by name, and those that projen keeps up to date:`, ...lines].join('\n');
}

function contents(files: readonly string[]): string[] {
  const samples = files.filter((path) => ownershipOf(path) === 'sample').map((path) => posix.basename(path));
  const managed = files.length - samples.length;
  return [...samples, ...(managed > 0 ? [`${samples.length > 0 ? '+ ' : ''}${managed} kept up to date`] : [])];
}

function wrap(folder: string, words: readonly string[]): string[] {
  const lines = [`  ${folder}`];
  for (const word of words) {
    const longer = `${lines.at(-1)}  ${word}`;
    if (longer.length <= lineWidth) {
      lines[lines.length - 1] = longer;
    } else {
      lines.push(`  ${' '.repeat(folder.length)}  ${word}`);
    }
  }
  return lines;
}
