import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { FolderWatch } from '../../src/cli/folder-watch';
import { followChanges, type Following } from '../../src/cli/follow-changes';
import { SpillwayError } from '../../src/errors';
import type { LocalEvent } from '../../src/local/local-event';

let folder: string;
beforeEach(() => (folder = mkdtempSync(join(tmpdir(), 'spillway-follow-'))));
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const reloaded = { changed: ['orders/Handler'], atStart: [] };

async function follow(parts: Partial<Following> = {}) {
  const events: LocalEvent[] = [];
  const stop = followChanges({
    watch: await FolderWatch.open([folder]),
    reload: async () => reloaded,
    synthesize: async () => {},
    report: (event) => events.push(event),
    interruption: new AbortController().signal,
    ...parts,
  });
  return { events, stop };
}

const change = () => writeFileSync(join(folder, 'a.ts'), String(performance.now()));

describe('followChanges', () => {
  it('synthesizes after a change, and only then reloads', async () => {
    const steps: string[] = [];
    const { events, stop } = await follow({
      synthesize: async () => void steps.push('synthesize'),
      reload: async () => (steps.push('reload'), reloaded),
    });
    change();
    await expect.poll(() => events, { timeout: 5000 }).toEqual([{ type: 'reloaded', ...reloaded }]);
    await stop();
    expect(steps).toEqual(['synthesize', 'reload']);
  });

  it('says what failed, does not reload then, and tries again after the next change', async () => {
    const outcomes = [new SpillwayError('subprocess-failed', '"cdk synth" failed: Expected ";"'), undefined];
    let reloads = 0;
    const { events, stop } = await follow({
      synthesize: async () => {
        const error = outcomes.shift();
        if (error) {
          throw error;
        }
      },
      reload: async () => ((reloads += 1), reloaded),
    });
    change();
    const message = 'not taken over, the service runs as before: "cdk synth" failed: Expected ";"';
    await expect.poll(() => events, { timeout: 5000 }).toEqual([{ type: 'problem', message }]);
    expect(reloads).toBe(0);
    change();
    await expect.poll(() => events.at(-1), { timeout: 5000 }).toEqual({ type: 'reloaded', ...reloaded });
    await stop();
  });

  it('ends with the run, and does not take a synthesis that Ctrl-C ended for a failure', async () => {
    const controller = new AbortController();
    let fail: (error: Error) => void = () => {};
    const { events, stop } = await follow({
      interruption: controller.signal,
      synthesize: () => new Promise((_resolve, reject) => (fail = reject)),
    });
    const initial = fail;
    change();
    await expect.poll(() => fail, { timeout: 5000 }).not.toBe(initial);
    controller.abort();
    fail(new Error('killed'));
    await stop();
    expect(events).toEqual([]);
  });
});
