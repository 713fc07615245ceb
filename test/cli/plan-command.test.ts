import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { fakeTerminal, type FakeTerminal } from './fake-terminal';
import { planCommand } from '../../src/cli/plan-command';
import { loadProfiles } from '../../src/plan/load-profiles';
import { planConcurrency } from '../../src/plan/plan-concurrency';
import type { Answers } from '../../src/spec/service-spec';
import { specOf } from '../valid-answers';

let workingDirectory: string;
let terminal: FakeTerminal;

beforeEach(() => {
  workingDirectory = mkdtempSync(join(tmpdir(), 'spillway-test-'));
  terminal = fakeTerminal();
});
afterEach(() => rmSync(workingDirectory, { recursive: true, force: true }));

function call(flags: Readonly<Record<string, unknown>>, directory?: string): number {
  const environment = { workingDirectory, neverAsk: true, hasTerminal: false, packageManager: undefined };
  return planCommand({ directory, flags, environment, terminal });
}

/** A project of which only the manifest is there. */
function writeProject(directory: string, contents: string): void {
  mkdirSync(join(workingDirectory, directory, '.spillway'), { recursive: true });
  writeFileSync(join(workingDirectory, directory, '.spillway/manifest.json'), contents);
}

function manifestOf(answers: Answers): string {
  const spec = specOf(answers);
  return JSON.stringify({ spec, plan: planConcurrency(spec) });
}
const printed = () => JSON.parse(terminal.results.join('')) as unknown;

function planned(answers: Answers): unknown {
  const spec = specOf(answers);
  const plan = planConcurrency(spec);
  const tests = loadProfiles(spec, plan).map(({ marks: _marks, ...profile }) => profile);
  return JSON.parse(JSON.stringify({ ...plan, loadProfiles: tests }));
}

describe('spillway plan', () => {
  it('plans the project in a directory, and in the working directory', () => {
    writeProject('intake', manifestOf({ concurrencyBudget: 60 }));
    expect(call({ json: true }, 'intake')).toBe(0);
    expect(printed()).toEqual(planned({ concurrencyBudget: 60 }));
    writeProject('.', manifestOf({ concurrencyBudget: 70 }));
    terminal.results.length = 0;
    expect(call({ json: true })).toBe(0);
    expect(printed()).toEqual(planned({ concurrencyBudget: 70 }));
  });

  it('lets flags ask what a project would become', () => {
    writeProject('.', manifestOf({ api: 'iot', concurrencyBudget: 70 }));
    expect(call({ json: true, concurrencyBudget: '200' })).toBe(0);
    expect(printed()).toEqual(planned({ api: 'iot', concurrencyBudget: 200 }));
  });

  it('plans flags and answers without a project', () => {
    expect(call({ json: true, api: 'graphql', peakRate: '40' })).toBe(0);
    expect(printed()).toEqual(planned({ api: 'graphql', peakRate: 40 }));
    const answers = join(workingDirectory, 'answers.json');
    writeFileSync(answers, '{ "durationMs": 50 }');
    terminal.results.length = 0;
    expect(call({ json: true, answers, peakRate: '40' })).toBe(0);
    expect(printed()).toEqual(planned({ durationMs: 50, peakRate: 40 }));
  });

  it.each<[string, Readonly<Record<string, unknown>>, string | undefined, RegExp]>([
    ['nothing to plan', {}, undefined, /holds no project of Spillway; give the directory/],
    ['a directory without a project', {}, 'elsewhere', /manifest\.json" is not there; give the directory/],
    ['both a directory and a document', { answers: '-' }, 'intake', /"intake" has answers of its own/],
    [
      'a plan that cannot be',
      { concurrencyBudget: '1001' },
      undefined,
      /budget 1001 exceeds the account's quota of 1000; lower "concurrencyBudget"/,
    ],
    [
      'a reservation that the account cannot hold',
      { concurrencyBudget: '8', accountConcurrency: '10', unreservedFloor: '10', reservation: 'reserve' },
      undefined,
      /exceeds the 0 that a quota of 10 leaves.*choose "auto" or "cap-only"/,
    ],
    ['a wrong value', { peakRate: 'many' }, undefined, /peakRate: .*"many"/],
  ])('refuses %s', (_what, flags, directory, message) => {
    expect(call(flags, directory)).toBe(2);
    expect(terminal.said.join('\n')).toMatch(message);
    expect(terminal.results).toEqual([]);
  });

  it.each(['', '{', '[]', '{ "plan": {} }'])('refuses a manifest that is %j', (contents) => {
    writeProject('.', contents);
    expect(call({})).toBe(2);
    expect(terminal.said.join('\n')).toMatch(/manifest\.json" cannot be used: .*; run "npx projen"/);
  });

  it('gives problems as JSON too', () => {
    expect(call({ json: true, concurrencyBudget: '1' })).toBe(2);
    expect(printed()).toMatchObject({ problems: [{ path: 'concurrencyBudget' }] });
  });
});
