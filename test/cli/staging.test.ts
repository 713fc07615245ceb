import { existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { stageFor, stageNowhere, type Stage } from '../../src/cli/staging';

let parent: string;
let destination: string;

beforeEach(() => {
  parent = mkdtempSync(join(tmpdir(), 'spillway-test-'));
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
    const processIdThatNeverRuns = 2 ** 30;
    mkdirSync(join(parent, 'deep', `.spillway-orders-${processIdThatNeverRuns}`), { recursive: true });
    mkdirSync(join(parent, 'deep', `.spillway-orders-${process.ppid}`));
    stageFor(destination).discard();
    expect(readdirSync(join(parent, 'deep'))).toEqual([`.spillway-orders-${process.ppid}`]);
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
