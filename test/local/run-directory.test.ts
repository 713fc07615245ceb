import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { RunDirectory } from '../../src/local/run-directory';

let project: string;
let directory: RunDirectory;
beforeEach(() => {
  project = mkdtempSync(join(tmpdir(), 'spillway-project-'));
  directory = new RunDirectory(project);
});
afterEach(() => {
  directory.remove();
  rmSync(project, { recursive: true, force: true });
});

const record = { statusUrl: 'http://127.0.0.1:1/' };
/** Above what Linux and macOS ever give. */
const deadPid = 99_999_999;

describe('RunDirectory', () => {
  it('tells others of the run, as long as it lasts', () => {
    expect(directory.current()).toBeUndefined();
    directory.claim();
    expect(directory.current()).toBeUndefined();
    directory.record(record);
    expect(new RunDirectory(project).current()).toEqual(record);
    directory.remove();
    expect(existsSync(directory.path)).toBe(false);
    expect(directory.current()).toBeUndefined();
  });

  it('lets a project run once at a time', () => {
    directory.claim();
    const starting = `already starting; stop process ${process.pid} first`;
    expect(() => new RunDirectory(project).claim()).toThrow(starting);
    directory.record(record);
    expect(() => new RunDirectory(project).claim()).toThrow(`already running, see http://127.0.0.1:1/`);
  });

  it('takes over from a run that was killed', () => {
    directory.claim();
    directory.record(record);
    writeFileSync(join(directory.path, 'process'), String(deadPid));
    directory.writeOutputs('shop', {});
    expect(directory.current()).toBeUndefined();
    directory.claim();
    expect(existsSync(directory.outputsFile)).toBe(false);
  });

  it('writes outputs as a deployment does', () => {
    directory.claim();
    directory.writeOutputs('shop', { ApiUrl: 'http://127.0.0.1:2/v1/' });
    expect(JSON.parse(readFileSync(directory.outputsFile, 'utf8'))).toEqual({
      shop: { ApiUrl: 'http://127.0.0.1:2/v1/' },
    });
  });
});
