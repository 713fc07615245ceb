import { mkdirSync, mkdtempSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { FolderWatch } from '../../src/cli/folder-watch';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'spillway-watch-'));
  writeFileSync(join(folder, 'a.ts'), 'one');
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

/** For what must come, and for what must not. */
const patiently = () => AbortSignal.timeout(10_000);
const soon = () => AbortSignal.timeout(1500);

describe('FolderWatch', () => {
  it.each<[string, () => void]>([
    ['a file that was written', () => writeFileSync(join(folder, 'a.ts'), 'another')],
    [
      'a file that replaced another one, as editors save',
      () => {
        writeFileSync(join(folder, '../swap.ts'), 'another');
        renameSync(join(folder, '../swap.ts'), join(folder, 'a.ts'));
      },
    ],
    ['a file that is gone', () => rmSync(join(folder, 'a.ts'))],
    [
      'a file in a new folder',
      () => {
        mkdirSync(join(folder, 'handlers'));
        writeFileSync(join(folder, 'handlers/b.ts'), 'b');
      },
    ],
  ])('sees %s', async (_what, change) => {
    const watch = await FolderWatch.open([folder]);
    change();
    expect(await watch.next(patiently())).toBe(true);
    expect(await watch.next(soon())).toBe(false);
  });

  it('waits until nothing changes any more, and tells of it once', async () => {
    const watch = await FolderWatch.open([folder]);
    let writes = 0;
    const writing = setInterval(() => writeFileSync(join(folder, 'a.ts'), 'x'.repeat((writes += 1))), 100);
    const seen = watch.next(patiently()).then((changed) => ({ changed, writes }));
    await new Promise((resolve) => setTimeout(resolve, 1000));
    clearInterval(writing);
    expect(await seen).toEqual({ changed: true, writes });
    expect(await watch.next(soon())).toBe(false);
  });

  it('sees what was changed while nobody waited', async () => {
    const watch = await FolderWatch.open([folder]);
    writeFileSync(join(folder, 'a.ts'), 'another');
    expect(await watch.next(patiently())).toBe(true);
    writeFileSync(join(folder, 'a.ts'), 'yet another');
    expect(await watch.next(patiently())).toBe(true);
  });

  it('sees a file of its own beside a folder', async () => {
    const schema = join(folder, 'schema.graphql');
    writeFileSync(schema, 'type Query');
    const watch = await FolderWatch.open([join(folder, 'src'), schema]);
    writeFileSync(join(folder, 'README.md'), 'which nobody watches');
    expect(await watch.next(soon())).toBe(false);
    writeFileSync(schema, 'type Query { one: Int }');
    expect(await watch.next(patiently())).toBe(true);
  });

  it('sees a folder that comes later', async () => {
    const later = join(folder, 'cdk.out');
    const watch = await FolderWatch.open([later]);
    mkdirSync(later);
    writeFileSync(join(later, 'manifest.json'), '{}');
    expect(await watch.next(patiently())).toBe(true);
  });
});
