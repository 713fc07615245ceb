import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { fakeTerminal, type FakeTerminal } from './fake-terminal';
import type { Environment } from '../../src/cli/environment';
import { newCommand, type NewRequest } from '../../src/cli/new-command';
import type { NewReport } from '../../src/cli/new-report';

const interruptAfterCommit = vi.hoisted(() => ({ now: false }));
vi.mock('../../src/cli/staging', async (importOriginal) => {
  const original = await importOriginal<typeof import('../../src/cli/staging')>();
  const stageFor: typeof original.stageFor = (destination) => {
    const stage = original.stageFor(destination);
    const commit = () => {
      stage.commit();
      if (interruptAfterCommit.now) {
        process.emit('SIGINT');
      }
    };
    return { ...stage, commit };
  };
  return { ...original, stageFor };
});

let workingDirectory: string;
let terminal: FakeTerminal;

beforeEach(() => {
  workingDirectory = mkdtempSync(join(tmpdir(), 'spillway-test-'));
  terminal = fakeTerminal();
});
afterEach(() => rmSync(workingDirectory, { recursive: true, force: true }));

interface Call {
  readonly directory?: string;
  readonly flags?: Partial<NewRequest['flags']>;
  readonly environment?: Partial<Environment>;
}

function call({ directory, flags, environment }: Call): Promise<number> {
  return newCommand({
    directory,
    terminal,
    spillwayVersion: '^0.1.0',
    flags: { install: false, git: false, ...flags },
    environment: { workingDirectory, neverAsk: false, hasTerminal: false, packageManager: undefined, ...environment },
  });
}

const report = () => JSON.parse(terminal.results.join('\n')) as NewReport;

describe('spillway new', () => {
  it('writes a project whose files are the ones it reports', async () => {
    expect(await call({ directory: 'orders', flags: { yes: true, json: true } })).toBe(0);
    const { directory, spec, files } = report();
    expect(directory).toBe(join(workingDirectory, 'orders'));
    expect(spec.name).toBe('orders');
    const onDisk = readdirSync(directory, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
    expect(files).toHaveLength(onDisk.length);
    expect(files.find(({ path }) => path === 'src/service-stack.ts')).toMatchObject({ ownership: 'sample' });
    expect(readdirSync(workingDirectory)).toEqual(['orders']);
  });

  it('prefers a flag to the document, and the document to what the surroundings suggest', async () => {
    const answers = join(workingDirectory, 'answers.json');
    writeFileSync(answers, JSON.stringify({ name: 'from-file', peakRate: 5, packageManager: 'pnpm' }));
    const flags = { answers, json: true, peakRate: '7', dryRun: true };
    await call({ directory: 'orders', flags, environment: { packageManager: 'bun' } });
    expect(report().spec).toMatchObject({ name: 'from-file', peakRate: 7, packageManager: 'pnpm' });
  });

  it('takes the package manager that started it', async () => {
    await call({
      directory: 'orders',
      flags: { yes: true, json: true, dryRun: true },
      environment: { packageManager: 'pnpm' },
    });
    expect(report().spec.packageManager).toBe('pnpm');
  });

  it('writes nothing in a dry run', async () => {
    expect(await call({ directory: 'orders', flags: { yes: true, dryRun: true } })).toBe(0);
    expect(readdirSync(workingDirectory)).toEqual([]);
    expect(terminal.results.join('\n')).toMatch(/^sample {2}src\/main\.ts$/m);
  });

  it('names every missing flag when nobody can be asked', async () => {
    expect(await call({})).toBe(2);
    expect(terminal.said.join('\n')).toMatch(/--api.*\n.*--auth.*\n.*a directory or --name/);
    expect(await call({ directory: 'orders', flags: { api: 'rest-sqs', auth: 'sigv4', dryRun: true } })).toBe(0);
  });

  it('reports problems of flags, answers and directory together and writes nothing', async () => {
    writeFileSync(join(workingDirectory, 'full'), '');
    const flags = {
      yes: true,
      json: true,
      name: 'orders',
      peakRate: 'many',
      worker: ['../x'],
      concurrencyBudget: '1.5',
    };
    expect(await call({ directory: '.', flags })).toBe(2);
    const { problems } = JSON.parse(terminal.results.join('\n')) as { problems: { path: string }[] };
    expect(problems.map(({ path }) => path).sort()).toEqual([
      'concurrencyBudget',
      'directory',
      'peakRate',
      'workers[0]',
    ]);
    expect(readdirSync(workingDirectory)).toEqual(['full']);
  });

  it('reports with them the name that the directory suggests, and what does not go with a default', async () => {
    const flags = { yes: true, json: true, peakRate: '0', concurrencyBudget: '2000' };
    expect(await call({ directory: 'My Shop', flags })).toBe(2);
    const { problems } = JSON.parse(terminal.results.join('\n')) as { problems: { path: string }[] };
    expect(problems.map(({ path }) => path)).toEqual(['name', 'peakRate', 'concurrencyBudget']);
  });

  it('reports missing flags together with what is wrong', async () => {
    writeFileSync(join(workingDirectory, 'full'), '');
    expect(await call({ directory: '.', flags: { peakRate: '0', name: 'orders' } })).toBe(2);
    expect(terminal.said.join('\n')).toMatch(/peakRate: 0[^]*directory: [^]*--api: [^]*--auth: /);
  });

  it('reports a broken document together with the flags beside it', async () => {
    const answers = join(workingDirectory, 'answers.json');
    writeFileSync(answers, '{ "name": ');
    expect(await call({ directory: 'orders', flags: { answers, peakRate: '0' } })).toBe(2);
    expect(terminal.said.join('\n')).toMatch(/--answers: not JSON[^]*peakRate: 0 is not valid/);
    writeFileSync(answers, '{ "__proto__": { "peakRate": 0 } }');
    expect(await call({ directory: 'orders', flags: { answers } })).toBe(2);
    expect(terminal.said.join('\n')).toContain('"__proto__" is not a known answer');
  });

  it("refuses a directory's name that is no name of a service, and says which flag helps", async () => {
    expect(await call({ directory: 'My Shop', flags: { yes: true } })).toBe(2);
    expect(terminal.said.join('\n')).toContain('name: "My Shop" is not valid');
    expect(await call({ directory: 'My Shop', flags: { yes: true, name: 'my-shop' } })).toBe(0);
    expect(existsSync(join(workingDirectory, 'My Shop', 'package.json'))).toBe(true);
  });

  it('warns when auto cannot reserve, and refuses when reserve was asked for', async () => {
    const flags = { yes: true, dryRun: true, concurrencyBudget: '950' };
    expect(await call({ directory: 'orders', flags })).toBe(0);
    expect(terminal.said.join('\n')).toMatch(/warning: nothing is reserved/);
    expect(await call({ directory: 'orders', flags: { ...flags, reservation: 'reserve' } })).toBe(2);
  });

  it('says that the project stands when an interrupt comes too late, and does nothing more', async () => {
    interruptAfterCommit.now = true;
    expect(await call({ directory: 'orders', flags: { yes: true, git: true, install: true } })).toBe(130);
    interruptAfterCommit.now = false;
    expect(terminal.said.join('\n')).toContain('the project stands in orders');
    expect(readdirSync(join(workingDirectory, 'orders'))).not.toContain('.git');
  });

  it('makes no commit in a repository that is there already', async () => {
    mkdirSync(join(workingDirectory, 'orders'));
    execFileSync('git', ['init', '--quiet'], { cwd: join(workingDirectory, 'orders') });
    expect(await call({ directory: 'orders', flags: { yes: true, json: true, git: true } })).toBe(0);
    const status = execFileSync('git', ['status', '--porcelain'], { cwd: report().directory, encoding: 'utf8' });
    expect(status).toContain('?? package.json');
  });

  it('keeps the project and says how to go on when the first commit fails', async () => {
    process.env.GIT_DIR = '/dev/null';
    try {
      expect(await call({ directory: 'orders', flags: { yes: true, json: true, git: true } })).toBe(0);
    } finally {
      delete process.env.GIT_DIR;
    }
    expect(report().warnings.join('\n')).toContain('the project is complete; commit it with git');
    expect(readFileSync(join(workingDirectory, 'orders', 'package.json'), 'utf8')).toContain('"orders"');
  });
});
