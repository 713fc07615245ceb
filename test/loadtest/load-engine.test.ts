import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { LoadEngine, type SendOptions } from '../../src/loadtest/load-engine';
import type { LoadProfileName } from '../../src/plan/load-profile';

let project: string;
const inLoadTest = (...parts: string[]) => join(project, 'load-test', ...parts);
const { signal } = new AbortController();

/** Stands for Artillery: writes what it was called with where its report belongs. */
const engineProgram = `
const { existsSync, readFileSync, writeFileSync } = require('node:fs');
const args = process.argv.slice(2);
const variables = existsSync('.env.loadtest') ? readFileSync('.env.loadtest', 'utf8') : null;
const { ARTILLERY_DISABLE_TELEMETRY, SPILLWAY_LOADTEST_TARGET, AWS_PROFILE } = process.env;
const env = { ARTILLERY_DISABLE_TELEMETRY, SPILLWAY_LOADTEST_TARGET, AWS_PROFILE };
writeFileSync(args[args.indexOf('--output') + 1], JSON.stringify({ args, env, variables, cwd: process.cwd() }));
if (args.includes('soak')) setTimeout(() => {}, 60_000);
process.on('SIGTERM', () => setTimeout(() => {
  writeFileSync('ended-elsewhere', '');
  process.exit(1);
}, 100));
writeFileSync('started', '');
`;

beforeEach(() => {
  project = mkdtempSync(join(tmpdir(), 'spillway-engine-test-'));
  mkdirSync(inLoadTest('node_modules/artillery/bin'), { recursive: true });
  writeFileSync(inLoadTest('node_modules/artillery/bin/run'), engineProgram);
  writeFileSync(inLoadTest('package.json'), '{ "private": true }');
});
afterEach(() => {
  vi.unstubAllEnvs();
  rmSync(project, { recursive: true, force: true });
});

const phases = [{ name: 'steady', durationSeconds: 30, startRatePerSecond: 4, endRatePerSecond: 4 }];

function optionsFor(name: LoadProfileName) {
  const environment = {
    SPILLWAY_LOADTEST_TARGET: 'http://127.0.0.1:1/',
    AWS_SECRET_ACCESS_KEY: 'x',
    AWS_PROFILE: undefined,
  };
  return { profile: { name, phases }, environment, outputFile: join(project, 'engine.json'), signal };
}

const written = () => JSON.parse(readFileSync(join(project, 'engine.json'), 'utf8')) as Record<string, unknown>;

describe('LoadEngine', () => {
  it('is installed once for each package.json', async () => {
    const engine = new LoadEngine(project);
    expect(engine.isInstalled).toBe(false);
    await engine.install('npm', signal);
    expect(engine.isInstalled).toBe(true);
    writeFileSync(inLoadTest('package.json'), '{ "private": true, "description": "changed" }');
    expect(engine.isInstalled).toBe(false);
  });

  it('says so where the project has no load test', () => {
    rmSync(inLoadTest('package.json'));
    writeFileSync(inLoadTest('node_modules/.spillway-installed'), 'anything');
    expect(() => new LoadEngine(project).isInstalled).toThrow('"npx projen" writes it');
  });

  it('sends from here, without telemetry and without what is taken away', async () => {
    vi.stubEnv('AWS_PROFILE', 'production');
    await new LoadEngine(project).send(optionsFor('smoke'));
    expect(written()).toMatchObject({
      args: ['run', '--quiet', '--environment', 'smoke', '--output', join(project, 'engine.json'), 'scenario.yml'],
      env: { ARTILLERY_DISABLE_TELEMETRY: 'true', SPILLWAY_LOADTEST_TARGET: 'http://127.0.0.1:1/' },
      variables: null,
    });
    expect(written().env as object).not.toHaveProperty('AWS_PROFILE');
  });

  it('hands the variables of the hooks to machines elsewhere, and no credentials', async () => {
    const machines = { on: 'fargate', count: 2, region: 'eu-west-1' } as const;
    vi.stubEnv('SPILLWAY_LOADTEST_KEY', 'payloads/key.pem'); // of the user, as docs/LOAD-CALLERS.md says
    vi.stubEnv('SPILLWAY_LOADTEST_TARGET', 'http://elsewhere/');
    await new LoadEngine(project).send({ ...optionsFor('smoke'), machines });
    expect(String(written().variables).trim().split('\n').sort()).toEqual([
      'SPILLWAY_LOADTEST_KEY="payloads/key.pem"',
      'SPILLWAY_LOADTEST_TARGET="http://127.0.0.1:1/"',
    ]);
    expect(() => readFileSync(inLoadTest('.env.loadtest'))).toThrow('ENOENT');
  });

  it('ends when it is told to', async () => {
    await abortWhenStarted({});
    expect(existsSync(inLoadTest('ended-elsewhere'))).toBe(false);
  });

  it('lets the load engine end its machines elsewhere before that', async () => {
    await abortWhenStarted({ machines: { on: 'fargate', count: 2, region: 'eu-west-1' } });
    expect(existsSync(inLoadTest('ended-elsewhere'))).toBe(true);
  });

  async function abortWhenStarted(options: Partial<SendOptions>): Promise<void> {
    const abortion = new AbortController();
    const sending = new LoadEngine(project).send({ ...optionsFor('soak'), ...options, signal: abortion.signal });
    const ended = expect(sending).rejects.toThrow('aborted');
    await vi.waitFor(() => readFileSync(inLoadTest('started')), { timeout: 20_000 });
    abortion.abort();
    await ended;
  }
});
