import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { fakeTerminal, type FakeTerminal } from './fake-terminal';
import { loadtestCommand, type LoadtestRequest } from '../../src/cli/loadtest-command';
import { runProgram } from '../../src/cli/program';
import { ProjectOnDisk } from '../account/written-service';

const confirmation = vi.hoisted(() => ({ asked: [] as string[], answer: false }));
vi.mock('../../src/cli/prompts', () => ({
  askConfirmation: (message: string) => {
    confirmation.asked.push(message);
    return Promise.resolve(confirmation.answer);
  },
}));

let project: ProjectOnDisk;
let terminal: FakeTerminal;
beforeEach(() => {
  project = new ProjectOnDisk({ name: 'order-intake', region: 'eu-west-1' });
  terminal = fakeTerminal();
  confirmation.asked = [];
});
afterEach(() => project.remove());

function call(
  name: LoadtestRequest['name'],
  flags: LoadtestRequest['flags'] = {},
  hasTerminal = false,
): Promise<number> {
  return loadtestCommand({
    name,
    flags,
    environment: { workingDirectory: project.directory, neverAsk: false, hasTerminal, packageManager: undefined },
    terminal,
  });
}

const said = () => terminal.said.join('\n');

describe('spillway loadtest', () => {
  it('needs a project', async () => {
    project.writeManifest('nothing');
    expect(await call('smoke')).toBe(2);
    expect(said()).toContain('.spillway/manifest.json');
  });

  it('needs to know which load test', async () => {
    expect(await call(undefined)).toBe(2);
    expect(said()).toBe('error: load test: not named; give one of: smoke, sustained, peak, burst, soak');
  });

  it.each<[LoadtestRequest['name'], LoadtestRequest['flags'], string]>([
    [
      'burst',
      { target: 'aws', yes: true, dryRun: true },
      '--dry-run: is about machines elsewhere; add "--distributed"',
    ],
    ['burst', { on: 'lambda', count: 2 }, '--on: is about machines elsewhere'],
    ['burst', { target: 'local', distributed: true }, '--target: is local, which machines elsewhere cannot reach'],
    ['burst', { report: true }, '--report: would not run "burst"'],
  ])('runs nothing that was not asked for: %s %j', async (name, flags, message) => {
    expect(await call(name, { ...flags, json: true })).toBe(2);
    expect(said()).toContain(message);
    expect(JSON.parse(terminal.results.join())).toHaveProperty('problems');
  });

  it('gives no device to two machines', async () => {
    project.remove();
    project = new ProjectOnDisk({ name: 'order-intake', api: 'iot', auth: 'x509' });
    expect(await call('peak', { distributed: true, dryRun: true })).toBe(2);
    expect(said()).toContain('--distributed: would give every machine the same devices');
  });

  it('needs a local run of the project', async () => {
    await expect(call('smoke')).rejects.toThrow('this project is not running; start it with "npm run local"');
  });

  it('says where one machine may not send as much as the plan asks for', async () => {
    project.remove();
    project = new ProjectOnDisk({ name: 'order-intake', api: 'iot', peakRate: 5000 });
    await expect(call('peak')).rejects.toThrow('this project is not running');
    expect(said()).toContain('"peak" takes 5 machines that send, and one machine may be too slow');
    expect(await call('peak', { distributed: true, dryRun: true })).toBe(0);
    expect(said().match(/may be too slow/g)).toHaveLength(1);
  });

  it('prints where the last report is', async () => {
    await expect(call(undefined, { report: true })).rejects.toThrow('there is no report; run a load test first');
    const latest = join(project.directory, 'load-test/results/latest');
    mkdirSync(latest, { recursive: true });
    writeFileSync(join(latest, 'report.html'), '');
    expect(await call(undefined, { report: true })).toBe(0);
    expect(terminal.results).toEqual([join(latest, 'report.html')]);
  });

  it('prints what machines elsewhere would be started with', async () => {
    expect(await call('smoke', { distributed: true, dryRun: true, count: 3 })).toBe(0);
    expect(terminal.results.join()).toMatch(
      /^npx artillery run-fargate --quiet --environment smoke .*--count 3 --region eu-west-1 .* '\{"config":\{"phases"/,
    );
  });

  it('says which machines cannot run what', async () => {
    const flags = { distributed: true, dryRun: true, on: 'lambda' } as const;
    await expect(call('soak', flags)).rejects.toThrow('run it with "--on fargate"');
  });

  it('says what a load test of a deployed service is billed for, and asks before a burst', async () => {
    expect(await call('burst', { target: 'aws' })).toBe(2);
    expect(said()).toMatch(
      /is billed for about\n {2}[\d,]+ requests to API Gateway \(https:[^]*no sum[^]*--yes: not given/,
    );
    expect(await call('burst', { target: 'aws' }, true)).toBe(130);
    expect(confirmation.asked).toEqual(['Load order-intake in eu-west-1 with "burst"?']);
  });

  it.each([
    [['loadtest', 'bursts'], 'give one of: smoke, sustained, peak, burst, soak'],
    [['loadtest', 'burst', '--target', 'moon'], 'Allowed choices are local, aws'],
    [['loadtest', 'burst', '--distributed', '--count', '0'], 'give a whole number from 1 to 100'],
  ])('refuses %j', async (args, message) => {
    const write = vi.spyOn(process.stderr, 'write').mockReturnValue(true);
    try {
      expect(await runProgram(args, terminal)).toBe(2);
      expect(write.mock.calls.join()).toContain(message);
    } finally {
      write.mockRestore();
    }
  });
});
