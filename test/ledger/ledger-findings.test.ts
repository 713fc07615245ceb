import { describe, expect, it } from 'vitest';
import { entryOf } from './entries';
import { ledgerOf, type LedgerEntry } from '../../src/ledger/ledger';

const findingsOf = (entries: readonly LedgerEntry[]) => ledgerOf(entries)[0]!.findings;
const capped = (maximum: number, name = 'capped') => entryOf({ name, reservation: 'cap-only', reserved: 0, maximum });

describe('findings of a ledger', () => {
  it.each<[string, readonly LedgerEntry[], readonly LedgerEntry[]]>([
    [
      'reservations-over-quota',
      [entryOf({ reserved: 500 }), entryOf({ name: 'audit', reserved: 401 })],
      [entryOf({ reserved: 500 }), entryOf({ name: 'audit', reserved: 400 })],
    ],
    ['reservations-over-quota', [entryOf({ accountConcurrency: 10 })], [{ ...capped(9), accountConcurrency: 10 }]],
    ['duplicate-service', [entryOf(), entryOf({ directory: 'old' })], [entryOf(), entryOf({ name: 'audit' })]],
    ['account-concurrency-differs', [entryOf(), entryOf({ name: 'audit', accountConcurrency: 2000 })], [entryOf()]],
    ['unreserved-floor-differs', [entryOf(), entryOf({ name: 'audit', unreservedFloor: 50 })], [entryOf()]],
    ['unreserved-pool-crowded', [capped(500), capped(501, 'other')], [capped(500), capped(500, 'other')]],
    ['maximum-over-pool', [entryOf(), capped(901)], [entryOf(), capped(900)]],
    ['maximum-over-pool', [{ ...capped(11), accountConcurrency: 10 }], [{ ...capped(10), accountConcurrency: 10 }]],
    ['reservations-over-quota', [entryOf({ reserved: 901 }), capped(901)], [entryOf({ reserved: 99 }), capped(901)]],
  ])('%s', (code, reason, noReason) => {
    expect(findingsOf(reason).map((finding) => finding.code)).toEqual([code]);
    expect(findingsOf(noReason)).toEqual([]);
  });

  it('says how much does not fit, and which quota would', () => {
    const [finding] = findingsOf([entryOf({ reserved: 700 }), entryOf({ name: 'audit', reserved: 300 })]);
    expect(finding).toMatchObject({
      severity: 'error',
      message: '1000 reserved, 100 more than the 900 that a quota of 1000 leaves over the floor of 100',
      hint: expect.stringMatching(
        /raise the quota to 1100 .* by 100 together, beginning with orders, which reserves 700/,
      ),
    });
  });

  it('refuses a service that alone runs more than is left unreserved, as the comparison with the account does', () => {
    const { findings } = ledgerOf([entryOf({ reserved: 900 }), capped(900), capped(101, 'other')])[0]!;
    expect(findings).toEqual([
      {
        code: 'maximum-over-pool',
        severity: 'error',
        message:
          'only 100 of 1000 are unreserved, and these services that reserve nothing may each run more batches at once: capped (900), other (101); throttled batches come back until the dead-letter queue takes them',
        hint: 'lower "concurrencyBudget" of each to 100 or less, lower the reservations, or raise the quota to 1800 (Service Quotas L-B99A9384)',
      },
    ]);
    expect(findingsOf([entryOf({ reserved: 900 }), capped(100), capped(100, 'other')])).toMatchObject([
      { code: 'unreserved-pool-crowded', severity: 'warning' },
    ]);
  });

  it('recommends no budget where nothing is left unreserved', () => {
    const entries = [entryOf({ reserved: 1000, unreservedFloor: 0 }), { ...capped(2), unreservedFloor: 0 }];
    expect(findingsOf(entries)[0]!.hint).toMatch(/^lower the reservations, or raise the quota to 1002 /);
  });

  it('takes one name in two Regions for two services', () => {
    expect(ledgerOf([entryOf(), entryOf({ region: 'us-east-1' })]).flatMap(({ findings }) => findings)).toEqual([]);
  });

  it('names a few of many, and puts errors first', () => {
    const many = Array.from({ length: 8 }, (_empty, index) =>
      entryOf({ directory: `copy-${index}`, accountConcurrency: 2000 + index, reserved: 2 }),
    );
    const [duplicate, differing] = findingsOf(many);
    expect(duplicate!.message).toContain('"copy-4" and 3 more');
    expect([duplicate!.severity, differing!.severity]).toEqual(['error', 'warning']);
  });

  it('quotes what could act on a terminal', () => {
    const [finding] = findingsOf([entryOf(), entryOf({ directory: 'a\u001b[2J' })]);
    expect(finding!.message).toContain('"a\\u001b[2J"');
  });
});
