import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { SpillwayError } from '../errors';

/** What other programs can know of a local run. */
export interface RunRecord {
  readonly pid: number;
  /** Where its status page answers, with a slash at its end. */
  readonly statusUrl: string;
}

/** The folder of a project's local run, outside of the project: what lies in it ends with the run. */
export class RunDirectory {
  readonly path: string;

  /** @param project the written project */
  constructor(project: string) {
    const key = createHash('sha256').update(realpathSync(project)).digest('hex').slice(0, 16);
    this.path = join(tmpdir(), `spillway-local-${key}`);
  }

  /** The stack's outputs, as `cdk deploy --outputs-file` writes them. */
  get outputsFile(): string {
    return join(this.path, 'outputs.json');
  }

  /** What the run says of itself when it is ready. */
  get descriptionFile(): string {
    return join(this.path, 'description.json');
  }

  /** The run that is going on; undefined when there is none. */
  current(): RunRecord | undefined {
    if (!existsSync(this.recordFile)) {
      return undefined;
    }
    const record = JSON.parse(readFileSync(this.recordFile, 'utf8')) as RunRecord;
    return isAlive(record.pid) ? record : undefined;
  }

  /**
   * Makes the folder for this process; what a run left that was killed is removed.
   *
   * @throws SpillwayError `local-run-failed` when the project runs already
   */
  claim(): void {
    const current = this.current();
    if (current) {
      throw new SpillwayError(
        'local-run-failed',
        `already running, see ${current.statusUrl}; stop process ${current.pid} first`,
      );
    }
    this.remove();
    mkdirSync(this.path, { mode: 0o700 });
  }

  record(run: RunRecord): void {
    writeFileSync(this.recordFile, JSON.stringify(run));
  }

  writeOutputs(stackName: string, outputs: Readonly<Record<string, string>>): void {
    writeFileSync(this.outputsFile, JSON.stringify({ [stackName]: outputs }, undefined, 2));
  }

  writeDescription(description: object): void {
    writeFileSync(this.descriptionFile, JSON.stringify(description));
  }

  remove(): void {
    rmSync(this.path, { recursive: true, force: true });
  }

  private get recordFile(): string {
    return join(this.path, 'run.json');
  }
}

/** Whether there is a process of that number. */
export function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}
