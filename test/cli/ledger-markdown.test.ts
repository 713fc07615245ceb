import { describe, expect, it } from 'vitest';
import { ledgerMarkdown } from '../../src/cli/ledger-markdown';
import { ledgerOf, type LedgerEntry } from '../../src/ledger/ledger';
import { entryOf } from '../ledger/entries';

const markdownOf = (entries: readonly LedgerEntry[]) => ledgerMarkdown(ledgerOf(entries));
const many = (count: number, change: (index: number) => Partial<LedgerEntry>) =>
  Array.from({ length: count }, (_empty, index) => entryOf(change(index)));

describe('ledgerMarkdown', () => {
  it('is a table for each account and Region', () => {
    expect(
      markdownOf([
        entryOf({ account: 'prod', reserved: 400, maximum: 360 }),
        entryOf({ account: 'prod', name: 'mail', reservation: 'cap-only', reserved: 0, maximum: 45 }),
      ]),
    ).toBe(
      [
        '### Concurrency ledger',
        '',
        '**prod, eu-west-1**: 400 of 900 reserved, **500 left to reserve** (quota 1000, floor 100)',
        '',
        '| Service | Reserved | Share | Maximum |',
        '|---|---:|---:|---:|',
        '| orders | 400 | 44.4 % | 360 |',
        '| mail | - | - | 45 |',
        '| *without reservation, out of 600 unreserved* | | | 45 |',
      ].join('\n'),
    );
  });

  it('begins with what does not fit', () => {
    const [, first] = markdownOf([
      entryOf({ region: 'eu-central-1' }),
      entryOf({ region: 'us-east-1', reserved: 901 }),
    ]).split('\n\n');
    expect(first).toContain('**us-east-1**: 901 of 900 reserved, **1 too many**');
  });

  it('sums up the smallest of many services', () => {
    const services = many(25, (index) => ({ name: `service-${index}`, reserved: 40 - index, maximum: 2 }));
    const markdown = markdownOf(services);
    expect(markdown).toContain('| service-19 | 21 |');
    expect(markdown).toContain(`| 5 more | ${20 + 19 + 18 + 17 + 16} | | |`);
    expect(markdown).not.toContain('service-20');
  });

  it("stays below GitHub's 65,536 characters, whatever the monorepo", () => {
    const longName = (index: number) => `${'s'.repeat(34)}-${String(index % 50).padStart(5, '0')}`;
    const services = many(10_000, (index) => ({
      name: longName(index),
      directory: `${'directory'.repeat(10)}/${index}`,
      account: `${'a'.repeat(60)}${index % 40}`,
      accountConcurrency: 1000 + index,
      unreservedFloor: index,
    }));
    const markdown = markdownOf(services);
    expect(markdown.length).toBeLessThan(65_536);
    expect(markdown).toContain('28 more, of which 28 do not fit.');
  });

  it('lets no name of a directory act on the page', () => {
    const directory = '<img src=x> @team #1 [x](y) `z` *';
    const markdown = markdownOf([entryOf(), entryOf({ directory })]);
    expect(markdown).toContain('&#60;img src=x&#62; &#64;team &#35;1 \\[x\\](y) \\`z\\` \\*');
  });
});
