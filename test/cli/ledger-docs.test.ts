import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { parse } from 'yaml';
import { fakeTerminal } from './fake-terminal';
import { runProgram } from '../../src/cli/program';
import { writeManifest } from '../ledger/write-manifest';

const page = readFileSync(join(__dirname, '../../docs/ledger.md'), 'utf8');
const blockOf = (language: string) => new RegExp(`\`\`\`${language}\n([^]*?)\n\`\`\``).exec(page)![1]!;
const wordsOf = (line: string) => line.replaceAll("'", '').split(' ');

let monorepo: string;
beforeEach(() => {
  monorepo = mkdtempSync(join(tmpdir(), 'spillway-test-'));
  vi.spyOn(process, 'cwd').mockReturnValue(monorepo);
});
afterEach(() => {
  vi.restoreAllMocks();
  rmSync(monorepo, { recursive: true, force: true });
});

describe('docs/ledger.md', () => {
  it('shows what --json prints', async () => {
    writeManifest(monorepo, 'services/orders', { region: 'eu-west-1' });
    writeFileSync(join(monorepo, 'services/README.md'), '');
    const terminal = fakeTerminal();
    expect(await runProgram(['ledger', '--account', 'prod=services/*', '--json'], terminal)).toBe(0);
    expect(JSON.parse(terminal.results.join('\n'))).toEqual(JSON.parse(blockOf('json')));
  });

  it('shows what a terminal shows', async () => {
    const region = 'eu-west-1';
    writeManifest(monorepo, 'services/orders', { region, concurrencyBudget: 600 });
    writeManifest(monorepo, 'services/audit', { region, concurrencyBudget: 440 });
    writeManifest(monorepo, 'services/mail', { region, concurrencyBudget: 50, reservation: 'cap-only' });
    const [command, ...shown] = blockOf('').split('\n');
    const terminal = fakeTerminal();
    expect(await runProgram(wordsOf(command!.replace('$ spillway ', '')), terminal)).toBe(2);
    expect([...terminal.said, ...terminal.results].join('\n')).toBe(shown.join('\n'));
  });

  it('shows a workflow whose command fails where the sum does not fit', async () => {
    const { jobs } = parse(blockOf('yaml')) as { jobs: { ledger: { steps: { run?: string }[] } } };
    const command = jobs.ledger.steps.flatMap(
      ({ run = '' }) => /npx spillway (ledger .*) > ledger\.md/.exec(run) ?? [],
    );
    writeManifest(monorepo, 'services/orders', { concurrencyBudget: 900 });
    expect(await runProgram(wordsOf(command[1]!), fakeTerminal())).toBe(0);
    writeManifest(monorepo, 'services/audit');
    const terminal = fakeTerminal();
    expect(await runProgram(wordsOf(command[1]!), terminal)).toBe(2);
    expect(terminal.results[0]).toMatch(/^### Concurrency ledger\n[^]*\*\*100 too many\*\*/);
  });
});
