import { appendFileSync, mkdirSync, mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { KeptMessage, PlaceOf } from '../../../src/local/journal/journal-entry';
import { MessageJournal } from '../../../src/local/journal/message-journal';

let directory: string;
let file: string;
let open: MessageJournal[];
beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), 'spillway-journal-'));
  file = join(directory, 'messages.ndjson');
  open = [];
});
afterEach(() => {
  open.forEach((journal) => journal.close());
  rmSync(directory, { recursive: true });
});

/** Two receives, and a message is a dead letter. */
const placeOf: PlaceOf = (queue, receives) => (queue === 'orders' && receives >= 2 ? 'orders-dlq' : queue);

function openJournal(growth?: number): { journal: MessageJournal; kept: KeptMessage[] } {
  const opened = MessageJournal.open({ file, placeOf, growth });
  open.push(opened.journal);
  return opened;
}

const message = (id: string, body = `body of ${id}`): KeptMessage => ({
  id,
  queue: 'orders',
  sentAt: 1000,
  receives: 0,
  input: { MessageBody: body, MessageAttributes: { by: { DataType: 'String', StringValue: 'me' } } },
});

const places = () => openJournal().kept.map(({ id, queue, receives }) => `${id} in ${queue} after ${receives}`);

describe('a journal of messages', () => {
  it('keeps what was sent and not deleted, as it was sent', () => {
    const { journal, kept } = openJournal();
    expect(kept).toEqual([]);
    journal.append({ sent: message('a') }, { sent: message('b', 'ünï\n😀') });
    journal.append({ received: ['a', 'b'], queue: 'orders' }, { deleted: ['a'] });
    expect(openJournal().kept).toEqual([{ ...message('b', 'ünï\n😀'), receives: 1 }]);
  });

  it('knows where a message is that was received too often, and that it left from there', () => {
    const { journal } = openJournal();
    journal.append({ sent: message('a') }, { sent: message('b') });
    journal.append({ received: ['a', 'b'], queue: 'orders' }, { received: ['a', 'b'], queue: 'orders' });
    expect(places()).toEqual(['a in orders-dlq after 2', 'b in orders-dlq after 2']);
    const { journal: next } = openJournal();
    next.append({ received: ['a'], queue: 'orders-dlq' }, { deleted: ['a'] }, { purged: 'orders' });
    expect(places()).toEqual(['b in orders-dlq after 2']);
    openJournal().journal.append({ purged: 'orders-dlq' });
    expect(places()).toEqual([]);
  });

  it('does not mind in which order the lines of a message come', () => {
    const { journal } = openJournal();
    journal.append({ received: ['a', 'b'], queue: 'orders' }, { deleted: ['a'] });
    journal.append({ sent: message('a') }, { sent: message('b') }, { sent: message('b') });
    expect(places()).toEqual(['b in orders after 1']);
  });

  it('leaves out a last line that is torn, and goes on behind the one before it', () => {
    openJournal().journal.append({ sent: message('a') });
    appendFileSync(file, JSON.stringify({ sent: message('torn') }).slice(0, 40));
    openJournal().journal.append({ sent: message('b') });
    expect(places()).toEqual(['a in orders after 0', 'b in orders after 0']);
  });

  it.each(['{"sent":', '5'])('refuses %s within the journal', (line) => {
    openJournal().journal.append({ sent: message('a') });
    appendFileSync(file, `${line}\n${JSON.stringify({ sent: message('b') })}\n`);
    expect(openJournal).toThrow(`${file}, line 2 is no entry of a journal`);
  });

  it('is compacted while it is written, and loses nothing thereby', () => {
    const { journal } = openJournal(10_000);
    let largest = 0;
    for (let index = 0; index < 1000; index += 1) {
      journal.append({ sent: message(`m${index}`) });
      if (index % 100 !== 0) {
        journal.append({ received: [`m${index}`], queue: 'orders' }, { deleted: [`m${index}`] });
      }
      largest = Math.max(largest, statSync(file).size);
    }
    expect(largest).toBeLessThan(15_000);
    expect(places()).toEqual(Array.from({ length: 10 }, (_, index) => `m${index * 100} in orders after 0`));
    expect(readFileSync(file, 'utf8').split('\n')).toHaveLength(11);
  });

  it('goes on growing where it cannot be compacted', () => {
    const { journal } = openJournal(1000);
    mkdirSync(`${file}.next`);
    for (let index = 0; index < 20; index += 1) {
      journal.append({ sent: message(`m${index}`) });
    }
    expect(statSync(file).size).toBeGreaterThan(2000);
    rmSync(`${file}.next`, { recursive: true });
    expect(places()).toHaveLength(20);
  });

  it('reads more than it takes from the disk at once', () => {
    const body = 'ü'.repeat(300_000);
    const { journal } = openJournal();
    ['a', 'b', 'c', 'd', 'e'].forEach((id) => journal.append({ sent: message(id, body) }));
    expect(openJournal().kept.map(({ input }) => input.MessageBody)).toEqual(Array(5).fill(body));
  });
});
