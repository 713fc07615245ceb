import { closeSync, openSync, readSync } from 'node:fs';
import { StringDecoder } from 'node:string_decoder';
import type { JournalEntry } from './journal-entry';
import { SpillwayError } from '../../errors';

const chunkBytes = 1024 * 1024;

/**
 * The entries of a journal. A last line that is not whole is left out: the process ended while it was written, so nobody
 * was answered.
 *
 * @throws SpillwayError `data-directory-unusable` when another line is not an entry
 */
export function* readEntries(file: string): Generator<JournalEntry> {
  let number = 0;
  for (const line of readLines(file)) {
    number += 1;
    yield parseEntry(line, `${file}, line ${number}`);
  }
}

/** Lines that end as lines do. */
function* readLines(file: string): Generator<string> {
  const descriptor = openSync(file, 'r');
  const decoder = new StringDecoder();
  const chunk = Buffer.alloc(chunkBytes);
  try {
    let rest = '';
    for (let length = readSync(descriptor, chunk); length > 0; length = readSync(descriptor, chunk)) {
      const lines = (rest + decoder.write(chunk.subarray(0, length))).split('\n');
      rest = lines.pop()!;
      yield* lines;
    }
  } finally {
    closeSync(descriptor);
  }
}

function parseEntry(line: string, place: string): JournalEntry {
  try {
    const entry: unknown = JSON.parse(line);
    if (typeof entry === 'object' && entry !== null) {
      return entry as JournalEntry;
    }
  } catch {
    // said below
  }
  throw new SpillwayError(
    'data-directory-unusable',
    `${place} is no entry of a journal; mend or remove the line, or give another directory`,
  );
}
