import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';

/** Files that this process holds. One of an earlier process can hold its number, too: containers give the same ones again. */
const held = new Set<string>();

/** A file that says which process has a folder for itself. */
export class ProcessLock {
  constructor(readonly file: string) {}

  /** Number of the process that has it; undefined when there is none, or none that still runs. */
  get holder(): number | undefined {
    const pid = this.readPid();
    const isOwn = pid === process.pid;
    return (isOwn ? held.has(this.file) : pid > 0 && isAlive(pid)) ? pid : undefined;
  }

  take(): void {
    writeFileSync(this.file, String(process.pid));
    held.add(this.file);
  }

  release(): void {
    rmSync(this.file, { force: true });
    held.delete(this.file);
  }

  /** 0 where no process ever took it. */
  private readPid(): number {
    try {
      return Number(readFileSync(this.file, 'utf8'));
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'ENOENT') {
        throw error;
      }
      return 0;
    }
  }
}

/** Whether a process of that number runs. */
function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return !hasEnded(pid);
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}

/** A killed process keeps its number until its parent has asked how it ended, in a container perhaps for long. Linux tells. */
function hasEnded(pid: number): boolean {
  const file = `/proc/${pid}/stat`;
  return existsSync(file) && /^\d+ \(.*\) [ZX]/s.test(readFileSync(file, 'utf8'));
}
