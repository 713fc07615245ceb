import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, readdirSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { cleanEnvironment, Workspace } from './workspace';

const kills = 12;
/** Signals are spread over this much of what a whole run takes here, so that some come too late. */
const spread = 1.5;

describe('spillway new, killed', () => {
  const workspace = new Workspace();
  const program = workspace.path('node_modules/.bin/spillway');

  let wholeRunMs: number;

  beforeAll(() => {
    workspace.installSpillway();
    workspace.spillway('new', 'warm-up', '--yes', '--no-install', '--no-git');
    const start = performance.now();
    expect(workspace.spillway('new', 'whole', '--yes', '--no-install', '--no-git').status).toBe(0);
    wholeRunMs = performance.now() - start;
  });
  afterAll(() => workspace.remove());

  const filesOf = (name: string) => readdirSync(workspace.path(name), { recursive: true }).sort();

  const delayMs = (attempt: number) => (wholeRunMs * spread * attempt) / kills;

  async function startAndSignal(name: string, signal: NodeJS.Signals, afterMs: number): Promise<number | null> {
    const args = ['new', name, '--yes', '--no-install', '--no-git'];
    const child = spawn(program, args, { cwd: workspace.directory, env: cleanEnvironment(), stdio: 'ignore' });
    const timer = setTimeout(() => child.kill(signal), afterMs);
    const [code] = (await once(child, 'exit')) as [number | null];
    clearTimeout(timer);
    return code;
  }

  it('leaves no project or a whole one, at whatever moment', async () => {
    const outcomes = new Set<boolean>();
    for (let kill = 0; kill < kills; kill++) {
      const name = `killed-${kill}`;
      await startAndSignal(name, 'SIGKILL', delayMs(kill));
      outcomes.add(existsSync(workspace.path(name)));
      expect(existsSync(workspace.path(name)) ? filesOf(name) : filesOf('whole')).toEqual(filesOf('whole'));
    }
    expect(outcomes, 'some runs were killed before the project stood and some were not').toEqual(
      new Set([false, true]),
    );
  });

  it('cleans up and exits with 130 on an interrupt while it writes', async () => {
    const codes: (number | null)[] = [];
    for (let attempt = 0; attempt < kills; attempt++) {
      const name = `interrupted-${attempt}`;
      const code = await startAndSignal(name, 'SIGINT', delayMs(attempt));
      codes.push(code);
      if (existsSync(workspace.path(name))) {
        expect(filesOf(name)).toEqual(filesOf('whole'));
      } else {
        expect(code).not.toBe(0);
      }
      expect(readdirSync(workspace.directory).filter((entry) => entry.startsWith(`.spillway-${name}`))).toEqual([]);
    }
    // null: the signal came before the program had begun to write, or once all was written, and ended it at once
    expect(codes.filter((code) => ![0, 130, null].includes(code))).toEqual([]);
  });
});
