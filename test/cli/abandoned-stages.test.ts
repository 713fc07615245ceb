import {
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  realpathSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { insideName, stageName, writeJournal } from '../../src/cli/abandoned-stages';
import { checkDestination } from '../../src/cli/destination';
import { stageFor } from '../../src/cli/staging';

const processIdThatNeverRuns = 2 ** 30;
let destination: string;
let stage: string;

/** A repository in which a run was killed before it moved anything. */
beforeEach(() => {
  destination = realpathSync(mkdtempSync(join(tmpdir(), 'spillway-test-')));
  stage = join(destination, stageName(insideName, processIdThatNeverRuns));
  mkdirSync(join(destination, '.git'));
  mkdirSync(join(stage, 'src'), { recursive: true });
  ['cdk.json', 'package.json', 'src/main.ts'].forEach((path) => writeFileSync(join(stage, path), 'generated'));
});
afterEach(() => rmSync(destination, { recursive: true, force: true }));

function move(...entries: string[]): void {
  entries.forEach((entry) => renameSync(join(stage, entry), join(destination, entry)));
}

function writeAnew(): void {
  const next = stageFor(destination);
  writeFileSync(join(next.directory, 'package.json'), 'new');
  next.commit();
}

describe('a stage that a killed run left in its destination', () => {
  it("is in nobody's way before anything was moved", () => {
    expect(checkDestination(destination)).toEqual([]);
    writeAnew();
    expect(readdirSync(destination)).toEqual(['.git', 'package.json']);
  });

  it('is rolled back by the next run when the move was cut short', () => {
    writeJournal(stage);
    move('src', 'cdk.json');
    expect(checkDestination(destination)).toEqual([]);
    writeAnew();
    expect(readdirSync(destination)).toEqual(['.git', 'package.json']);
    expect(readFileSync(join(destination, 'package.json'), 'utf8')).toBe('new');
  });

  it('takes nothing with it that is not its own, be the name the same', () => {
    writeJournal(stage);
    move('src');
    writeFileSync(join(destination, 'cdk.json'), 'mine');
    writeFileSync(join(destination, 'notes.txt'), 'mine');
    expect(checkDestination(destination)[0]!.message).toMatch(/it holds cdk\.json, notes\.txt$/);
    writeAnew();
    expect(readdirSync(destination)).toEqual(['.git', 'cdk.json', 'notes.txt', 'package.json']);
  });

  it('leaves a project alone that was moved whole', () => {
    writeJournal(stage);
    move('src', 'cdk.json', 'package.json');
    expect(checkDestination(destination)).toMatchObject([{ code: 'directory-not-empty' }]);
    stageFor(destination).discard();
    expect(readdirSync(destination)).toEqual(['.git', 'cdk.json', 'package.json', 'src']);
  });

  it('counts as holding nothing when its journal was cut short', () => {
    writeFileSync(join(stage, '.spillway-journal.json'), '{"src"');
    expect(checkDestination(destination)).toEqual([]);
  });
});
