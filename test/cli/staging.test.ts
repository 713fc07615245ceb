import {
  existsSync,
  lstatSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  realpathSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { stageFor, stageNowhere, type Stage } from '../../src/cli/staging';

const processIdThatNeverRuns = 2 ** 30;
let parent: string;
let destination: string;

beforeEach(() => {
  parent = realpathSync(mkdtempSync(join(tmpdir(), 'spillway-test-')));
  destination = join(parent, 'deep', 'orders');
});
afterEach(() => {
  vi.restoreAllMocks();
  rmSync(parent, { recursive: true, force: true });
});

function fill({ directory }: Stage): void {
  mkdirSync(join(directory, 'src'));
  writeFileSync(join(directory, 'src', 'main.ts'), '');
  writeFileSync(join(directory, 'package.json'), '{}');
}

describe('stageFor', () => {
  it('makes a whole project appear with the commit and not before', () => {
    const stage = stageFor(destination);
    fill(stage);
    expect(existsSync(destination)).toBe(false);
    stage.commit();
    expect(readdirSync(destination)).toEqual(['package.json', 'src']);
    expect(readdirSync(join(parent, 'deep'))).toEqual(['orders']);
  });

  it('leaves nothing when it is discarded, not even the folders that it made', () => {
    const stage = stageFor(destination);
    fill(stage);
    stage.discard();
    expect(readdirSync(parent)).toEqual([]);
  });

  it('replaces an empty directory', () => {
    mkdirSync(destination, { recursive: true });
    const stage = stageFor(destination);
    fill(stage);
    stage.commit();
    expect(readdirSync(destination)).toEqual(['package.json', 'src']);
  });

  it('keeps a repository, and the directory that a shell stands in', () => {
    mkdirSync(join(destination, '.git'), { recursive: true });
    vi.spyOn(process, 'cwd').mockReturnValue(destination);
    const stage = stageFor(destination);
    fill(stage);
    stage.commit();
    expect(readdirSync(destination)).toEqual(['.git', 'package.json', 'src']);
  });

  it('leaves a kept directory as it was when it is discarded', () => {
    mkdirSync(join(destination, '.git'), { recursive: true });
    const stage = stageFor(destination);
    fill(stage);
    stage.discard();
    expect(readdirSync(destination)).toEqual(['.git']);
  });

  it('removes what a killed run left behind, but not what a living one prepares', () => {
    mkdirSync(join(parent, 'deep', `.spillway-orders-${processIdThatNeverRuns}`), { recursive: true });
    mkdirSync(join(parent, 'deep', `.spillway-orders-${process.ppid}`));
    stageFor(destination).discard();
    expect(readdirSync(join(parent, 'deep'))).toEqual([`.spillway-orders-${process.ppid}`]);
  });
});

describe('stageFor, beside what is not its own', () => {
  it("leaves the stages of other projects and a user's own folders alone", () => {
    const foreign = [`.spillway-orders-api-${processIdThatNeverRuns}`, '.spillway-orders-backup', '.spillway-orders-'];
    foreign.forEach((name) => mkdirSync(join(parent, 'deep', name), { recursive: true }));
    stageFor(destination).discard();
    expect(readdirSync(join(parent, 'deep')).sort()).toEqual([...foreign].sort());
  });

  it('takes a stage with its own process id for that of a killed run: containers give the same id again', () => {
    const abandoned = join(parent, 'deep', `.spillway-orders-${process.pid}`);
    mkdirSync(join(abandoned, 'src'), { recursive: true });
    const stage = stageFor(destination);
    expect(readdirSync(stage.directory)).toEqual([]);
  });

  it('keeps a folder that it made once another project stands in it', () => {
    const stage = stageFor(destination);
    const other = stageFor(join(parent, 'deep', 'audit'));
    fill(other);
    other.commit();
    stage.discard();
    expect(readdirSync(join(parent, 'deep'))).toEqual(['audit']);
  });

  it('keeps a link and writes to where it leads', () => {
    mkdirSync(join(parent, 'real'));
    symlinkSync(join(parent, 'real'), join(parent, 'link'));
    const stage = stageFor(join(parent, 'link'));
    fill(stage);
    stage.commit();
    expect(lstatSync(join(parent, 'link')).isSymbolicLink()).toBe(true);
    expect(readdirSync(join(parent, 'real'))).toEqual(['package.json', 'src']);
  });

  it('overwrites nothing that has appeared in a kept folder meanwhile', () => {
    mkdirSync(join(destination, '.git'), { recursive: true });
    const stage = stageFor(destination);
    fill(stage);
    writeFileSync(join(destination, 'package.json'), 'mine');
    expect(() => stage.commit()).toThrow('"package.json" has meanwhile appeared');
    stage.discard();
    expect(readdirSync(destination)).toEqual(['.git', 'package.json']);
  });
});

describe('stageNowhere', () => {
  it('leaves nothing', () => {
    const stage = stageNowhere();
    fill(stage);
    stage.commit();
    expect(existsSync(stage.directory)).toBe(false);
    expect(() => stage.discard()).not.toThrow();
  });
});
