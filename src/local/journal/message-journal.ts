import { closeSync, fsyncSync, ftruncateSync, openSync, renameSync, rmSync, writeSync } from 'node:fs';
import type { JournalEntry, KeptMessage, PlaceOf } from './journal-entry';
import { readEntries } from './journal-file';
import { keptMessages } from './kept-messages';

/** Bytes by which a journal may grow before what has been dealt with is taken out of it. */
const defaultGrowth = 64 * 1024 * 1024;

export interface MessageJournalOptions {
  readonly file: string;
  readonly placeOf: PlaceOf;
  /** Bytes; see {@link defaultGrowth}. A journal of more than this may also double. */
  readonly growth?: number;
}

/**
 * What the queues took and gave away, a line each, written before whoever asked is answered. What was written is there when
 * the process is killed; when the machine loses its power, the last seconds can be missing.
 */
export class MessageJournal {
  /**
   * Opens a journal, or begins one.
   *
   * @returns also what was in the queues when its last process ended
   * @throws SpillwayError `data-directory-unusable` when a line other than the last cannot be read
   */
  static open(options: MessageJournalOptions): { readonly journal: MessageJournal; readonly kept: KeptMessage[] } {
    const journal = new MessageJournal(options);
    return { journal, kept: journal.compact() };
  }

  private descriptor: number;
  private size = 0;
  private compactAt = 0;

  private constructor(private readonly options: MessageJournalOptions) {
    this.descriptor = openSync(options.file, 'a', 0o600);
  }

  /** @throws Error when the disk does not take it; nothing of it is in the journal then */
  append(...entries: readonly JournalEntry[]): void {
    this.size += writeLines(this.descriptor, entries, this.size);
    if (this.size > this.compactAt) {
      this.compactIfPossible();
    }
  }

  close(): void {
    closeSync(this.descriptor);
  }

  /** What was written is in the journal, compacted or not: whoever asked must not be told otherwise. */
  private compactIfPossible(): void {
    try {
      this.compact();
    } catch {
      this.compactAt = this.size + (this.options.growth ?? defaultGrowth); // when the disk may have room again
    }
  }

  /** Writes what is left into a file beside the journal, and puts that in its place: killed in between, one of both is whole. */
  private compact(): KeptMessage[] {
    const { file, placeOf, growth = defaultGrowth } = this.options;
    const kept = keptMessages(readEntries(file), placeOf);
    const { descriptor, size } = writeAnew(`${file}.next`, kept);
    closeSync(this.descriptor);
    renameSync(`${file}.next`, file);
    this.descriptor = descriptor;
    this.size = size;
    this.compactAt = size + Math.max(growth, size);
    return kept;
  }
}

function writeAnew(file: string, messages: readonly KeptMessage[]): { descriptor: number; size: number } {
  const descriptor = openSync(file, 'w', 0o600);
  try {
    let size = 0;
    for (const sent of messages) {
      size += writeLines(descriptor, [{ sent }], size);
    }
    fsyncSync(descriptor);
    return { descriptor, size };
  } catch (error) {
    closeSync(descriptor);
    rmSync(file);
    throw error;
  }
}

/** @returns the bytes that were written; all or none, as half a line would spoil the one after it */
function writeLines(descriptor: number, entries: readonly JournalEntry[], size: number): number {
  const bytes = Buffer.from(entries.map((entry) => `${JSON.stringify(entry)}\n`).join(''));
  try {
    for (let written = 0; written < bytes.length;) {
      written += writeSync(descriptor, bytes, written, bytes.length - written, size + written);
    }
  } catch (error) {
    ftruncateSync(descriptor, size);
    throw error;
  }
  return bytes.length;
}
