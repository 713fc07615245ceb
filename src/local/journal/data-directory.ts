import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Problem } from '../../errors';
import { ProcessLock } from '../process-lock';

/** What the files of a data directory mean; another number, another meaning. */
const format = 1;

/** Whose data it is. */
export interface DataOwner {
  readonly service: string;
  readonly region: string;
}

/** The folder in which a local run keeps what the next one goes on with. */
export class DataDirectory {
  /**
   * Makes or opens the folder for this process.
   *
   * @returns a problem `data-directory-unusable` when it belongs to something else or cannot be written; no file of it is
   * changed then
   */
  static claim(path: string, owner: DataOwner): DataDirectory | Problem {
    const directory = new DataDirectory(path);
    try {
      mkdirSync(path, { recursive: true, mode: 0o700 });
      const trouble = directory.findTrouble(owner);
      if (!trouble) {
        directory.markAs(owner);
        directory.lock.take();
        return directory;
      }
      return problemOf(path, trouble);
    } catch (error) {
      return problemOf(path, {
        message: `cannot be used: ${(error as Error).message}`,
        hint: 'give another directory',
      });
    }
  }

  private readonly lock: ProcessLock;

  private constructor(readonly path: string) {
    this.lock = new ProcessLock(join(path, 'process'));
  }

  /** The journal of the queues. */
  get messagesFile(): string {
    return join(this.path, 'messages.ndjson');
  }

  /** The folder of the tables; each DynamoDB has its own, as none reads that of another. */
  tablesPath(dynamodb: string): string {
    return join(this.path, `tables-${dynamodb}`);
  }

  /** Lets another process use it. */
  release(): void {
    this.lock.release();
  }

  private get ownerFile(): string {
    return join(this.path, 'spillway-local.json');
  }

  /** Once: a process that is killed while it writes leaves half a file. */
  private markAs(owner: DataOwner): void {
    if (!existsSync(this.ownerFile)) {
      writeFileSync(this.ownerFile, JSON.stringify({ format, ...owner }));
    }
  }

  private findTrouble(owner: DataOwner): Trouble | undefined {
    if (existsSync(this.ownerFile)) {
      return foreignOwner(JSON.parse(readFileSync(this.ownerFile, 'utf8')) as KeptOwner, owner) ?? this.otherProcess();
    }
    const [first] = readdirSync(this.path);
    return first === undefined
      ? undefined
      : { message: `holds "${first}", which no local run wrote`, hint: 'give a new or empty directory' };
  }

  private otherProcess(): Trouble | undefined {
    const { holder, file } = this.lock;
    return holder === undefined
      ? undefined
      : { message: `is in use by process ${holder}`, hint: `stop it, or remove "${file}" if it is no local run` };
  }
}

type KeptOwner = DataOwner & { readonly format: number };

/** What is wrong with a folder, and what to change. */
type Trouble = Pick<Problem, 'message' | 'hint'>;

function foreignOwner(kept: KeptOwner, { service, region }: DataOwner): Trouble | undefined {
  if (kept.format !== format) {
    const message = `was written by another version of Spillway: format ${kept.format}, and this one knows ${format}`;
    return { message, hint: 'give another directory, or use that version' };
  }
  if (kept.service !== service || kept.region !== region) {
    const message = `belongs to service "${kept.service}" in ${kept.region}, not to "${service}" in ${region}`;
    return { message, hint: 'give another directory' };
  }
  return undefined;
}

function problemOf(path: string, trouble: Trouble): Problem {
  return { code: 'data-directory-unusable', path: 'dataDir', ...trouble, message: `"${path}" ${trouble.message}` };
}
