import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ProcessLock } from './process-lock';
import { SpillwayError } from '../errors';

/** What other programs can know of a local run. */
export interface RunRecord {
  /** Where its status page answers, with a slash at its end. */
  readonly statusUrl: string;
}

/** The folder of a project's local run, outside of the project: what lies in it ends with the run. */
export class RunDirectory {
  readonly path: string;
  private readonly lock: ProcessLock;

  /** @param project the written project */
  constructor(project: string) {
    const key = createHash('sha256').update(realpathSync(project)).digest('hex').slice(0, 16);
    this.path = join(tmpdir(), `spillway-local-${key}`);
    this.lock = new ProcessLock(join(this.path, 'process'));
  }

  /** The stack's outputs, as `cdk deploy --outputs-file` writes them. */
  get outputsFile(): string {
    return join(this.path, 'outputs.json');
  }

  /** What the run says of itself when it is ready. */
  get descriptionFile(): string {
    return join(this.path, 'description.json');
  }

  /** The run that is going on; undefined when there is none, or when it is not ready yet. */
  current(): RunRecord | undefined {
    return this.lock.holder !== undefined && existsSync(this.recordFile)
      ? (JSON.parse(readFileSync(this.recordFile, 'utf8')) as RunRecord)
      : undefined;
  }

  /**
   * Makes the folder for this process; what a run left that was killed is removed.
   *
   * @throws SpillwayError `local-run-failed` when the project runs already
   */
  claim(): void {
    const { holder } = this.lock;
    if (holder !== undefined) {
      const current = this.current();
      const state = current ? `already running, see ${current.statusUrl}` : 'already starting';
      const way = `stop process ${holder} first, or remove "${this.lock.file}" if it is no local run`;
      throw new SpillwayError('local-run-failed', `${state}; ${way}`);
    }
    this.remove();
    mkdirSync(this.path, { mode: 0o700 });
    this.lock.take();
  }

  /** From here on, others find the run: what they need has been written before. */
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
    this.lock.release();
    rmSync(this.path, { recursive: true, force: true });
  }

  private get recordFile(): string {
    return join(this.path, 'run.json');
  }
}
