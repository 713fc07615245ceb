import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Command } from './measure';

/** Somebody who writes a project into a new directory. */
export interface Contestant {
  readonly name: string;
  /** Commands that write the project; `directory` exists and is empty. */
  write(directory: string): Command[];
}

/** A program of the workspace, which lies above each directory. */
const installed = (program: string) => join('..', 'node_modules', '.bin', program);

const inside = (directory: string, line: string): Command[] => [{ line, cwd: directory }];

export const spillway: Contestant = {
  name: 'spillway new --yes --no-install --no-git',
  write: (directory) => inside(directory, `${installed('spillway')} new bench-service --yes --no-install --no-git`),
};

export const projen: Contestant = {
  name: 'npx projen new awscdk-app-ts --no-git --no-post',
  write: (directory) => inside(directory, 'npx projen new awscdk-app-ts --no-git --no-post'),
};

export const cdk: Contestant = {
  name: 'cdk init sample-app --language typescript --generate-only',
  write: (directory) => inside(directory, `${installed('cdk')} init sample-app --language typescript --generate-only`),
};

export const spillwayBuild: Contestant = {
  name: 'spillway new --yes && npm run build',
  write: (directory) => [
    ...inside(directory, `${installed('spillway')} new bench-service --yes`),
    ...inside(join(directory, 'bench-service'), 'npm run build'),
  ],
};

export const cdkBuild: Contestant = {
  name: 'cdk init sample-app --language typescript && npm run build',
  write: (directory) => inside(directory, `${installed('cdk')} init sample-app --language typescript && npm run build`),
};

/** A new empty directory below a workspace in which all contestants are installed. */
export function emptyDirectory(workspace: string, name: string): string {
  const directory = join(workspace, name);
  mkdirSync(directory);
  return directory;
}
