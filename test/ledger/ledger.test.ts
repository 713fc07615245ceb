import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { entryOf } from './entries';
import { fits, ledgerOf, type LedgerEntry } from '../../src/ledger/ledger';

const anyEntry: fc.Arbitrary<LedgerEntry> = fc
  .record({
    account: fc.constantFrom(undefined, 'prod', '111122223333'),
    name: fc.stringMatching(/^[a-z][a-z0-9-]{2,9}$/),
    region: fc.constantFrom('eu-west-1', 'us-east-1'),
    isCapped: fc.boolean(),
    budget: fc.integer({ min: 2, max: 100_000 }),
    accountConcurrency: fc.constantFrom(10, 50, 100, 1000, 10_000),
    unreservedFloor: fc.constantFrom(0, 10, 100),
  })
  .map(({ account, isCapped, budget, ...rest }) =>
    entryOf({
      ...rest,
      ...(account === undefined ? {} : { account }),
      reservation: isCapped ? 'cap-only' : 'reserve',
      reserved: isCapped ? 0 : budget,
      maximum: budget - Math.floor(budget / 10),
    }),
  );
const anyEntries = fc.array(anyEntry, { minLength: 1, maxLength: 40 });

describe('ledgerOf', () => {
  it('sums per account and Region, in this order, the largest service first', () => {
    const groups = ledgerOf([
      entryOf({ account: 'prod', region: 'us-east-1' }),
      entryOf({ account: 'prod', name: 'small', reserved: 20, maximum: 18 }),
      entryOf({ account: 'prod', name: 'large', reserved: 430, maximum: 387 }),
      entryOf({ name: 'elsewhere' }),
    ]);
    expect(groups.map(({ account, region, reserved, headroom }) => [account, region, reserved, headroom])).toEqual([
      [undefined, 'eu-west-1', 100, 800],
      ['prod', 'eu-west-1', 450, 450],
      ['prod', 'us-east-1', 100, 800],
    ]);
    expect(groups[1]!.services.map(({ name, share }) => [name, share])).toEqual([
      ['large', 430 / 900],
      ['small', 20 / 900],
    ]);
    expect(fits(groups)).toBe(true);
  });

  it('counts services that reserve nothing against the unreserved pool', () => {
    const capped = entryOf({ name: 'capped', reservation: 'cap-only', reserved: 0, maximum: 250 });
    const [group] = ledgerOf([entryOf(), capped]);
    expect(group).toMatchObject({ reserved: 100, unreserved: 900, cappedMaximum: 250, headroom: 800 });
  });

  it('takes the smallest quota and the largest floor, and overrides before both', () => {
    const entries = [
      entryOf(),
      entryOf({ name: 'audit', accountConcurrency: 500, unreservedFloor: 40 }),
      entryOf({ name: 'mail', accountConcurrency: 800, unreservedFloor: 120 }),
    ];
    expect(ledgerOf(entries)[0]).toMatchObject({ accountConcurrency: 500, unreservedFloor: 120, reservable: 380 });
    const overrides = { accountConcurrency: 3000, unreservedFloor: 0 };
    expect(ledgerOf(entries, overrides)[0]).toMatchObject({ ...overrides, reservable: 3000, findings: [] });
  });

  it('states no share where nothing can be reserved', () => {
    const [group] = ledgerOf([entryOf({ accountConcurrency: 10 })]);
    expect(group).toMatchObject({ reservable: 0, headroom: -100 });
    expect(group!.services[0]).not.toHaveProperty('share');
  });

  it('loses and invents nothing, whatever the services', () => {
    fc.assert(
      fc.property(anyEntries, (entries) => {
        const groups = ledgerOf(entries);
        const services = groups.flatMap((group) => group.services);
        expect(services.map(({ directory }) => directory).sort()).toEqual(
          entries.map(({ directory }) => directory).sort(),
        );
        expect(groups.reduce((sum, { reserved }) => sum + reserved, 0)).toBe(
          entries.reduce((sum, { reserved }) => sum + reserved, 0),
        );
        for (const group of groups) {
          expect(group.headroom + group.reserved).toBe(group.reservable);
          const shares = group.services.reduce((sum, { share = 0 }) => sum + share, 0);
          expect(shares).toBeCloseTo(group.reservable > 0 ? group.reserved / group.reservable : 0, 6);
        }
      }),
    );
  });

  it('says the same in whatever order the services come', () => {
    fc.assert(
      fc.property(fc.uniqueArray(anyEntry, { selector: ({ name }) => name, maxLength: 20 }), (entries) => {
        const numbers = (all: readonly LedgerEntry[]) => ledgerOf(all).map(({ findings: _findings, ...rest }) => rest);
        expect(numbers([...entries].reverse())).toEqual(numbers(entries));
      }),
    );
  });

  it('fits exactly where Lambda would take every reservation, one after the other, and leave each capped service its units', () => {
    fc.assert(
      fc.property(fc.uniqueArray(anyEntry, { selector: ({ name }) => name, minLength: 1 }), (entries) => {
        for (const group of ledgerOf(entries)) {
          let unreserved = group.accountConcurrency;
          const isTaken = group.services
            .filter(({ reserved }) => reserved > 0)
            .every(({ reserved }) => (unreserved -= reserved) >= group.unreservedFloor);
          const isLeft = group.services.every(
            ({ reservation, maximum }) => reservation === 'reserve' || maximum <= unreserved,
          );
          expect(fits([group])).toBe(isTaken && isLeft);
        }
      }),
    );
  });
});
