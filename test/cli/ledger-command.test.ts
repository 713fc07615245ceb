import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { fakeTerminal, type FakeTerminal } from './fake-terminal';
import type { LedgerFlags } from '../../src/cli/ledger-arguments';
import { ledgerCommand, type LedgerReport } from '../../src/cli/ledger-command';
import { runProgram } from '../../src/cli/program';
import { manifestPath } from '../../src/manifest';
import { writeManifest } from '../ledger/write-manifest';

let workingDirectory: string;
let terminal: FakeTerminal;
beforeEach(() => {
  workingDirectory = mkdtempSync(join(tmpdir(), 'spillway-test-'));
  terminal = fakeTerminal();
  writeManifest(workingDirectory, 'services/orders', { concurrencyBudget: 500 });
  writeManifest(workingDirectory, 'services/audit', { concurrencyBudget: 400 });
});
afterEach(() => rmSync(workingDirectory, { recursive: true, force: true }));

function call(directories: readonly string[], flags: LedgerFlags = {}): number {
  const environment = { workingDirectory };
  return ledgerCommand({ directories, flags, environment, terminal, spillwayVersion: '0.1.0' });
}
const said = () => terminal.said.join('\n');
const report = () => JSON.parse(terminal.results.join('\n')) as LedgerReport;
const problems = () =>
  (JSON.parse(terminal.results.join('\n')) as { problems: { code: string; path: string }[] }).problems;

describe('spillway ledger', () => {
  it('fits up to the last unit, and fails from the next on', () => {
    expect(call(['services/*'])).toBe(0);
    expect(terminal.results[0]).toContain('900 of 900 reserved, 0 left to reserve');
    expect(said()).toBe('');
    writeManifest(workingDirectory, 'services/mail', { concurrencyBudget: 2 });
    expect(call(['services/*'])).toBe(2);
    expect(said()).toMatch(/^error: us-east-1: 902 reserved, 2 more than the 900 /);
    expect(call(['services/*'], { accountConcurrency: '1002' })).toBe(0);
    expect(call(['services/*'], { unreservedFloor: '98' })).toBe(0);
  });

  it('reports as JSON, on one stream and nothing else', () => {
    expect(call(['services/orders', 'services/audit'], { json: true })).toBe(0);
    expect(report()).toEqual({
      fits: true,
      groups: [
        {
          region: 'us-east-1',
          accountConcurrency: 1000,
          unreservedFloor: 100,
          reservable: 900,
          reserved: 900,
          headroom: 0,
          unreserved: 100,
          cappedMaximum: 0,
          services: [
            expect.objectContaining({ name: 'orders', directory: 'services/orders', reserved: 500, share: 500 / 900 }),
            expect.objectContaining({ name: 'audit', directory: 'services/audit', reserved: 400, maximum: 360 }),
          ],
          findings: [],
        },
      ],
      skipped: [],
    });
  });

  it('counts services once for each account that they are deployed to', () => {
    const account = ['staging=services/*', 'prod=services/orders'];
    expect(call([], { account, json: true })).toBe(0);
    expect(report().groups.map((group) => [group.account, group.reserved])).toEqual([
      ['prod', 500],
      ['staging', 900],
    ]);
  });

  it('skips what lies beside projects and says so', () => {
    writeFileSync(join(workingDirectory, 'services/README.md'), '');
    mkdirSync(join(workingDirectory, 'services/shared'));
    expect(call(['services/README.md', 'services/orders', 'services/shared'], { json: true })).toBe(0);
    expect(report().skipped).toEqual(['services/README.md', 'services/shared']);
    expect(said()).toBe('skipped what is no Spillway project: "services/README.md", "services/shared"');
  });

  it('never fits for want of projects', () => {
    mkdirSync(join(workingDirectory, 'empty'));
    expect(call(['empty', 'gone', 'x*'], { account: ['prod=empty'], json: true })).toBe(2);
    expect(problems().map(({ path }) => path)).toEqual(['"x*"', '"gone"', '"empty"']);
    expect(call(['services/*'], { account: ['prod=empty'] })).toBe(2);
  });

  it('reports what was mistyped together with what cannot be read', () => {
    writeManifest(workingDirectory, 'services/broken', '{}}');
    const flags = {
      account: ['services/*', 'a b=services', 'prod='],
      accountConcurrency: 'many',
      unreservedFloor: '-1',
    };
    expect(call(['services/*'], { ...flags, json: true })).toBe(2);
    expect(problems().map(({ path }) => path)).toEqual([
      '--account',
      '--account',
      '--account',
      '--account-concurrency',
      '--unreserved-floor',
      '"services/broken/.spillway/manifest.json"',
    ]);
    expect(said()).toContain('"a b=services" is not <name>=<directory>');
  });

  it('fails with 1 where the disk does not give a manifest, and says why', async () => {
    mkdirSync(join(workingDirectory, 'services/mail', manifestPath), { recursive: true });
    expect(await runProgram(['ledger', join(workingDirectory, 'services/mail')], terminal)).toBe(1);
    expect(said()).toMatch(/^error: cannot read ".*manifest\.json"\n {2}because EISDIR: /);
  });

  it('refuses to sum nothing', () => {
    expect(call([])).toBe(2);
    expect(said()).toContain('no directory is given');
  });

  it('refuses two services of one name, and takes them in two accounts', () => {
    writeManifest(workingDirectory, 'old/orders', { concurrencyBudget: 10 });
    expect(call(['services/orders', 'old/orders'])).toBe(2);
    expect(said()).toContain('2 services are named orders, in "services/orders", "old/orders"');
    expect(call(['services/orders'], { account: ['old=old/orders'] })).toBe(0);
  });

  it('ends with 2 where one service alone outgrows the unreserved pool', () => {
    writeManifest(workingDirectory, 'services/mail', { reservation: 'cap-only', concurrencyBudget: 200 });
    expect(call(['services/*'], { json: true })).toBe(2);
    expect(said()).toMatch(/^error: us-east-1: only 100 of 1000 are unreserved, .*: mail \(180\); /);
    expect(report()).toMatchObject({ fits: false, groups: [{ findings: [{ code: 'maximum-over-pool' }] }] });
  });

  it('warns and fits where only the unreserved pool is crowded', () => {
    const capped = { reservation: 'cap-only', concurrencyBudget: 100 };
    ['mail', 'news'].forEach((name) => writeManifest(workingDirectory, `services/${name}`, capped));
    expect(call(['services/*'], { markdown: true })).toBe(0);
    expect(said()).toMatch(
      /^warning: us-east-1: services that reserve nothing may run 180 batches at once, and only 100 /,
    );
    expect(terminal.results[0]).toContain('- **warning:** services that reserve nothing');
  });
});
