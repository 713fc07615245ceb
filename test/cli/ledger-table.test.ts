import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ledgerTable } from '../../src/cli/ledger-table';
import { ledgerOf } from '../../src/ledger/ledger';
import { entryOf } from '../ledger/entries';

const capped = { reservation: 'cap-only', reserved: 0 } as const;

describe('ledgerTable', () => {
  it('shows who takes what, and what is left', () => {
    const table = ledgerTable(
      ledgerOf([
        entryOf({ reserved: 400, maximum: 360 }),
        entryOf({ name: 'order-audit', reserved: 5, maximum: 4 }),
        entryOf({ name: 'mail', maximum: 45, ...capped }),
        entryOf({ account: 'prod', reserved: 950, maximum: 855 }),
      ]),
    );
    expect(table).toBe(
      [
        'eu-west-1: 3 services',
        '  service      reserved   share  maximum',
        '  orders            400  44.4 %      360',
        '  order-audit         5   0.6 %        4',
        '  mail                -       -       45',
        '  405 of 900 reserved, 495 left to reserve',
        '  quota 1000, floor 100',
        '  at most 45 more out of the 595 unreserved',
        '',
        'prod, eu-west-1: 1 service',
        '  service  reserved    share  maximum',
        '  orders        950  105.6 %      855',
        '  950 of 900 reserved, 50 too many',
        '  quota 1000, floor 100',
      ].join('\n'),
    );
  });

  it('asks for nothing where nothing is reserved', () => {
    const [group] = ledgerOf([entryOf({ ...capped, maximum: 5, accountConcurrency: 10 })]);
    expect(ledgerTable([group!])).toContain('0 of 0 reserved, 0 left to reserve');
  });

  it('fits 80 columns', () => {
    const units = fc.integer({ min: 0, max: 100_000 });
    const name = fc.stringMatching(/^[a-z][a-z0-9-]{2,39}$/);
    const account = fc.stringMatching(/^[A-Za-z0-9][\w.-]{0,63}$/);
    const anyEntry = fc
      .record({ name, account, reserved: units, maximum: units, accountConcurrency: units, unreservedFloor: units })
      .map(entryOf);
    fc.assert(
      fc.property(fc.array(anyEntry, { maxLength: 5 }), (entries) => {
        const longest = [...entries, ...entries.map((entry) => ({ ...entry, region: 'us-isob-northeast-1' }))];
        const lines = ledgerTable(
          ledgerOf([...longest, entryOf({ name: 'a'.repeat(40), maximum: 1e9, ...capped })]),
        ).split('\n');
        expect(lines.filter((line) => line.length > 80)).toEqual([]);
      }),
    );
  });
});
