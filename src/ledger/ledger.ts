import { findingsOf, type LedgerFinding } from './ledger-findings';

/** What one service takes of its account, as its plan says. Concurrency is counted in concurrent executions. */
export interface LedgerEntry {
  /** As the user named it. */
  readonly directory: string;
  /** Name or id that the user gave the account; absent where all services share one that has no name. */
  readonly account?: string;
  readonly name: string;
  readonly region: string;
  readonly reservation: 'reserve' | 'cap-only';
  /** Reserved for the workers; 0 with cap-only. */
  readonly reserved: number;
  /** Batches that all workers run at once at most; with cap-only they come out of the unreserved pool. */
  readonly maximum: number;
  /** The account's quota and floor, as the service was planned with. */
  readonly accountConcurrency: number;
  readonly unreservedFloor: number;
}

/** A service among those that share its account and Region. */
export interface LedgerService extends Omit<LedgerEntry, 'account' | 'region'> {
  /** Part of what can be reserved, 0 to 1 where it fits; absent where nothing can be. */
  readonly share?: number;
}

/** One account in one Region: what its quota allows and who takes it. */
export interface LedgerGroup {
  readonly account?: string;
  readonly region: string;
  /** Quota: the override, or the smallest that a service was planned with. */
  readonly accountConcurrency: number;
  /** Floor: the override, or the largest that a service was planned with. */
  readonly unreservedFloor: number;
  /** What services can reserve together: quota less floor, at least 0. */
  readonly reservable: number;
  readonly reserved: number;
  /** What can still be reserved; negative by as much as does not fit. */
  readonly headroom: number;
  /** What stays unreserved, for capped services and all other functions of the account. */
  readonly unreserved: number;
  /** Sum of the maxima of services that reserve nothing. */
  readonly cappedMaximum: number;
  /** Largest reservation first; those that reserve nothing by their maximum. */
  readonly services: readonly LedgerService[];
  /** Most severe first. */
  readonly findings: readonly LedgerFinding[];
}

/** Values that count instead of what the services were planned with. */
export interface QuotaOverrides {
  readonly accountConcurrency?: number;
  readonly unreservedFloor?: number;
}

/** Sums what services take, per account and Region, in this order. */
export function ledgerOf(entries: readonly LedgerEntry[], overrides: QuotaOverrides = {}): LedgerGroup[] {
  const groups = new Map<string, LedgerEntry[]>();
  for (const entry of entries) {
    const key = JSON.stringify([entry.account ?? '', entry.region]);
    const group = groups.get(key);
    if (group) {
      group.push(entry);
    } else {
      groups.set(key, [entry]);
    }
  }
  return [...groups.values()]
    .map((group) => groupOf(group, overrides))
    .sort((a, b) => compare(a.account ?? '', b.account ?? '') || compare(a.region, b.region));
}

/** Whether every account can hold what its services reserve, no two services are one, and each that reserves nothing can run. */
export function fits(groups: readonly LedgerGroup[]): boolean {
  return groups.every(({ findings }) => findings.every(({ severity }) => severity !== 'error'));
}

function groupOf(entries: readonly LedgerEntry[], overrides: QuotaOverrides): LedgerGroup {
  const { account, region } = entries[0]!;
  const accountConcurrency =
    overrides.accountConcurrency ?? extreme(entries, 'accountConcurrency', (value, least) => value < least);
  const unreservedFloor =
    overrides.unreservedFloor ?? extreme(entries, 'unreservedFloor', (value, most) => value > most);
  const reservable = Math.max(0, accountConcurrency - unreservedFloor);
  const reserved = total(entries, ({ reserved: units }) => units);
  const group = {
    ...(account === undefined ? {} : { account }),
    region,
    accountConcurrency,
    unreservedFloor,
    reservable,
    reserved,
    headroom: reservable - reserved,
    unreserved: Math.max(0, accountConcurrency - reserved),
    cappedMaximum: total(entries, ({ reservation, maximum }) => (reservation === 'cap-only' ? maximum : 0)),
    services: entries.map((entry) => serviceOf(entry, reservable)).sort(largestFirst),
  };
  return { ...group, findings: findingsOf(group, overrides) };
}

function serviceOf({ account: _account, region: _region, ...rest }: LedgerEntry, reservable: number): LedgerService {
  return reservable > 0 ? { ...rest, share: rest.reserved / reservable } : rest;
}

function largestFirst(a: LedgerService, b: LedgerService): number {
  return (
    b.reserved - a.reserved || b.maximum - a.maximum || compare(a.name, b.name) || compare(a.directory, b.directory)
  );
}

type Limit = 'accountConcurrency' | 'unreservedFloor';

/** A loop, because thousands of arguments are more than `Math.min` takes everywhere. */
function extreme(entries: readonly LedgerEntry[], limit: Limit, wins: (a: number, b: number) => boolean): number {
  return entries.reduce((best, { [limit]: value }) => (wins(value, best) ? value : best), entries[0]![limit]);
}

function total(entries: readonly LedgerEntry[], units: (entry: LedgerEntry) => number): number {
  return entries.reduce((sum, entry) => sum + units(entry), 0);
}

/** By code unit, so that the order is the same on every machine. */
function compare(a: string, b: string): number {
  return a < b ? -1 : Number(a > b);
}
