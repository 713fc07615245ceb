import { posix } from 'node:path';
import { ownershipOf } from '../render/ownership';

const lineWidth = 80;
const indent = '    ';

/** The files of a project, grouped by folder; what is the user's to edit is starred. */
export function summarizeFiles(paths: readonly string[]): string {
  const folders = new Map<string, string[]>();
  for (const path of [...paths].sort()) {
    const folder = posix.dirname(path);
    const mark = ownershipOf(path) === 'sample' ? '*' : '';
    folders.set(folder, [...(folders.get(folder) ?? []), `${posix.basename(path)}${mark}`]);
  }
  const lines = [...folders].flatMap(([folder, names]) => [`  ${folder}/`, ...wrap(names)]);
  return [`${paths.length} files (* yours to edit, the rest is kept up to date by projen):`, ...lines].join('\n');
}

function wrap(names: readonly string[]): string[] {
  const lines: string[] = [];
  for (const name of names) {
    const last = lines.at(-1);
    if (last !== undefined && `${last}  ${name}`.length <= lineWidth) {
      lines[lines.length - 1] = `${last}  ${name}`;
    } else {
      lines.push(`${indent}${name}`);
    }
  }
  return lines;
}
