import { readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { pause } from '../local/pause';

/** Milliseconds between two looks. */
const intervalMs = 300;

/**
 * Sees changes of files, and of those in folders. It looks instead of being told: what a system tells of changes differs from one to the
 * next, and on folders that are mounted or shared it is often nothing. A look at a hundred files takes a few milliseconds.
 */
export class FolderWatch {
  /** What is changed from now on counts. */
  static async open(places: readonly string[]): Promise<FolderWatch> {
    return new FolderWatch(places, await fingerprint(places));
  }

  private constructor(
    private readonly places: readonly string[],
    private known: string,
  ) {}

  /**
   * Waits for a change, and until nothing changed for {@link intervalMs}: an editor writes several files one after the other.
   *
   * @returns false when the signal came first
   */
  async next(signal: AbortSignal): Promise<boolean> {
    let last = this.known;
    while (!signal.aborted) {
      const now = await fingerprint(this.places);
      if (now === last && now !== this.known) {
        this.known = now;
        return true;
      }
      last = now;
      await pause(intervalMs, signal);
    }
    return false;
  }
}

/** Names, sizes and times of every file. */
async function fingerprint(places: readonly string[]): Promise<string> {
  const files = (await Promise.all(places.map(filesIn))).flat();
  const states = await Promise.all(files.sort().map(stateOf));
  return states.join('\n');
}

async function filesIn(place: string): Promise<string[]> {
  try {
    const entries = await readdir(place, { recursive: true, withFileTypes: true });
    return entries.filter((entry) => entry.isFile()).map(({ parentPath, name }) => join(parentPath, name));
  } catch {
    return [place]; // a file; or nothing, for as long as it is not there or is being replaced
  }
}

/** A file can be gone between two looks at it. */
async function stateOf(file: string): Promise<string> {
  try {
    const { mtimeMs, size } = await stat(file);
    return `${file} ${mtimeMs} ${size}`;
  } catch {
    return '';
  }
}
