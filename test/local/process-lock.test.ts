import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { ProcessLock } from '../../src/local/process-lock';

let folder: string;
let lock: ProcessLock;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'spillway-lock-'));
  lock = new ProcessLock(join(folder, 'process'));
});
afterEach(() => rmSync(folder, { recursive: true }));

describe('ProcessLock', () => {
  it('names who holds it, until that lets go of it', () => {
    expect(lock.holder).toBeUndefined();
    lock.take();
    expect(new ProcessLock(lock.file).holder).toBe(process.pid);
    lock.release();
    expect(lock.holder).toBeUndefined();
  });

  it('is held by another process as long as that runs', () => {
    writeFileSync(lock.file, String(process.ppid));
    expect(lock.holder).toBe(process.ppid);
    writeFileSync(lock.file, '99999999'); // above what Linux and macOS ever give
    expect(lock.holder).toBeUndefined();
  });

  it('is free when an earlier process with the same number was killed', () => {
    writeFileSync(lock.file, String(process.pid));
    expect(lock.holder).toBeUndefined();
  });

  it.runIf(process.platform === 'linux')(
    'is free when its process was killed, and nobody asked how it ended',
    async () => {
      const parent = spawn('sh', ['-c', 'sleep 0 & echo $!; exec sleep 30']); // which never asks
      try {
        const [said] = (await once(parent.stdout, 'data')) as [Buffer];
        writeFileSync(lock.file, String(said).trim());
        await expect.poll(() => lock.holder).toBeUndefined();
      } finally {
        parent.kill();
      }
    },
  );
});
