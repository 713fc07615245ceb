import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { fakeTerminal, type FakeTerminal } from './fake-terminal';
import { localCommand, type LocalRequest } from '../../src/cli/local-command';
import { runProgram } from '../../src/cli/program';
import { RunDirectory } from '../../src/local/run-directory';
import { planConcurrency } from '../../src/plan/plan-concurrency';
import { specOf } from '../valid-answers';

let workingDirectory: string;
let terminal: FakeTerminal;
beforeEach(() => {
  workingDirectory = mkdtempSync(join(tmpdir(), 'spillway-local-test-'));
  terminal = fakeTerminal();
});
afterEach(() => rmSync(workingDirectory, { recursive: true, force: true }));

function call(flags: Partial<LocalRequest['flags']> = {}): Promise<number> {
  return localCommand({
    terminal,
    flags: { synth: false, coldStartMs: 0, port: 0, ...flags },
    environment: { workingDirectory, neverAsk: true, hasTerminal: false, packageManager: undefined },
  });
}

function writeProject(): void {
  mkdirSync(join(workingDirectory, '.spillway'));
  const spec = specOf({ name: 'shop' });
  const manifest = { spec, plan: planConcurrency(spec) };
  writeFileSync(join(workingDirectory, '.spillway/manifest.json'), JSON.stringify(manifest));
  writeFileSync(join(workingDirectory, 'package.json'), '{}');
}

describe('spillway local', () => {
  it('needs a project', async () => {
    expect(await call()).toBe(2);
    expect(terminal.said.join('\n')).toContain('.spillway/manifest.json" is not there');
  });

  it('needs a synthesized app when it shall not synthesize', async () => {
    writeProject();
    await expect(call()).rejects.toThrow('cdk.out holds no synthesized app; leave out --no-synth');
    expect(new RunDirectory(workingDirectory).current()).toBeUndefined();
  });

  it('names what is missing in order to synthesize', async () => {
    writeProject();
    await expect(call({ synth: true })).rejects.toThrow('package "aws-cdk" is not installed; run "npx projen"');
  });

  it('refuses the data of another project', async () => {
    writeProject();
    writeFileSync(join(workingDirectory, 'spillway-local.json'), '{"format":1,"service":"desk","region":"us-east-1"}');
    expect(await call({ dataDir: '.' })).toBe(2);
    expect(terminal.said.join('\n')).toContain('belongs to service "desk" in us-east-1, not to "shop"');
    expect(new RunDirectory(workingDirectory).current()).toBeUndefined();
    await expect(call({ dataDir: 'data' })).rejects.toThrow('cdk.out holds no synthesized app');
    expect(existsSync(join(workingDirectory, 'data/process'))).toBe(false);
  });

  it('redrives only in a run that is going on', async () => {
    writeProject();
    await expect(call({ redrive: 'orders' })).rejects.toThrow('this project is not running');
  });

  it.each([
    [['--port', '70000'], 'give a whole number from 0 to 65535'],
    [['--downstream-url', 'shop.example'], 'give an address that begins with http:// or https://'],
    [['--downstream-url', 'http://a.example', '--downstream-ms', '5'], 'cannot be used with option'],
    [['--account-concurrency', 'all'], 'give a whole number from 0 to 100000'],
  ])('refuses %j', async (flags, reason) => {
    const said: string[] = [];
    const write = process.stderr.write;
    process.stderr.write = (text: string | Uint8Array) => said.push(String(text)) > 0;
    try {
      expect(await runProgram(['local', ...flags], terminal)).toBe(2);
    } finally {
      process.stderr.write = write;
    }
    expect(said.join('')).toContain(reason);
  });
});
