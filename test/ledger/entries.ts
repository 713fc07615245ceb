import type { LedgerEntry } from '../../src/ledger/ledger';

/** An entry that fits; tests perturb it. */
export function entryOf(changes: Partial<LedgerEntry> = {}): LedgerEntry {
  const name = changes.name ?? 'orders';
  return {
    directory: `services/${name}`,
    name,
    region: 'eu-west-1',
    reservation: 'reserve',
    reserved: 100,
    maximum: 90,
    accountConcurrency: 1000,
    unreservedFloor: 100,
    ...changes,
  };
}
