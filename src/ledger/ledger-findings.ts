import type { LedgerGroup, LedgerService, QuotaOverrides } from './ledger';
import { eventSourceQuotas } from '../spec/aws-quotas';
import { quotePath } from '../spec/quote';

/** Something that the owners of an account should know. */
export interface LedgerFinding {
  readonly code: LedgerFindingCode;
  /** An error means that not all of the services can be deployed as they are planned. */
  readonly severity: 'warning' | 'error';
  readonly message: string;
  readonly hint: string;
}

export type LedgerFindingCode =
  | 'reservations-over-quota'
  | 'duplicate-service'
  | 'account-concurrency-differs'
  | 'unreserved-floor-differs'
  | 'maximum-over-pool'
  | 'unreserved-pool-crowded';

type Group = Omit<LedgerGroup, 'findings'>;

/** What is wrong or doubtful about a group, errors first. */
export function findingsOf(group: Group, overrides: QuotaOverrides): LedgerFinding[] {
  return [
    ...overQuota(group),
    ...duplicates(group),
    ...overPool(group),
    ...(overrides.accountConcurrency === undefined ? differing(group, quotaWords) : []),
    ...(overrides.unreservedFloor === undefined ? differing(group, floorWords) : []),
    ...crowdedPool(group),
  ];
}

/** Lambda refuses the reservation that would leave less than its floor unreserved, whichever service deploys last. */
function overQuota(group: Group): LedgerFinding[] {
  const { reserved, headroom, reservable, accountConcurrency, unreservedFloor, services } = group;
  if (reserved === 0 || headroom >= 0) {
    return [];
  }
  const [largest] = services;
  return [
    {
      code: 'reservations-over-quota',
      severity: 'error',
      message: `${reserved} reserved, ${-headroom} more than the ${reservable} that a quota of ${accountConcurrency} leaves over the floor of ${unreservedFloor}`,
      hint: `raise the quota to ${reserved + unreservedFloor} (Service Quotas L-B99A9384), or lower "concurrencyBudget" of the services by ${-headroom} together, beginning with ${largest!.name}, which reserves ${largest!.reserved}`,
    },
  ];
}

/** Two services of one name would be one stack, and the later deployment would replace the earlier one. */
function duplicates({ services }: Group): LedgerFinding[] {
  const byName = new Map<string, LedgerService[]>();
  for (const service of services) {
    const same = byName.get(service.name);
    if (same) {
      same.push(service);
    } else {
      byName.set(service.name, [service]);
    }
  }
  return [...byName]
    .filter(([, same]) => same.length > 1)
    .map(([name, same]) => ({
      code: 'duplicate-service',
      severity: 'error',
      message: `${same.length} services are named ${name}, in ${enumerate(same.map(({ directory }) => quotePath(directory)))}, so their stacks would replace each other`,
      hint: 'rename all but one, or give those that lie in other accounts with --account <name>=<directory>',
    }));
}

interface LimitWords {
  readonly code: LedgerFindingCode;
  readonly limit: 'accountConcurrency' | 'unreservedFloor';
  readonly noun: string;
  readonly counts: string;
  readonly flag: string;
}

const quotaWords: LimitWords = {
  code: 'account-concurrency-differs',
  limit: 'accountConcurrency',
  noun: 'quotas',
  counts: 'the smallest counts',
  flag: '--account-concurrency',
};

const floorWords: LimitWords = {
  code: 'unreserved-floor-differs',
  limit: 'unreservedFloor',
  noun: 'floors',
  counts: 'the largest counts',
  flag: '--unreserved-floor',
};

function differing({ services }: Group, { code, limit, noun, counts, flag }: LimitWords): LedgerFinding[] {
  const first = new Map<number, string>();
  for (const { [limit]: value, name } of services) {
    first.set(value, first.get(value) ?? name);
  }
  const stated = [...first].sort(([a], [b]) => a - b).map(([value, name]) => `${value} (such as ${name})`);
  return stated.length > 1
    ? [
        {
          code,
          severity: 'warning',
          message: `services were planned with different ${noun} of one account and Region: ${enumerate(stated)}; ${counts}`,
          hint: `give the account's own with ${flag}, and correct "${limit}" of the services`,
        },
      ]
    : [];
}

/** As `spillway account` judges it: where one service alone outgrows the pool, its workers are throttled whatever the others do. */
function overPool(group: Group): LedgerFinding[] {
  const { unreserved, reserved, accountConcurrency } = group;
  const tooLarge = largerThanPool(group);
  const [largest] = tooLarge;
  const lower = `lower "concurrencyBudget" of each to ${unreserved} or less, `;
  return largest
    ? [
        {
          code: 'maximum-over-pool',
          severity: 'error',
          message: `only ${unreserved} of ${accountConcurrency} are unreserved, and these services that reserve nothing may each run more batches at once: ${enumerate(tooLarge.map(({ name, maximum }) => `${name} (${maximum})`))}; throttled batches come back until the dead-letter queue takes them`,
          hint: `${unreserved >= eventSourceQuotas.minimumConcurrency.value ? lower : ''}lower the reservations, or raise the quota to ${reserved + largest.maximum} (Service Quotas L-B99A9384)`,
        },
      ]
    : [];
}

/** The largest first. Services that each fit, and not together, are another matter. */
function largerThanPool(group: Group): LedgerService[] {
  const { services, unreserved } = group;
  return hasPool(group)
    ? services.filter(({ reservation, maximum }) => reservation === 'cap-only' && maximum > unreserved)
    : [];
}

/** Where more is reserved than can be, that is the error, and what it would leave is not known. */
function hasPool({ headroom, reserved }: Group): boolean {
  return headroom >= 0 || reserved === 0;
}

/** Capped services share what is left unreserved with every other function of the account. */
function crowdedPool(group: Group): LedgerFinding[] {
  const { cappedMaximum, accountConcurrency, unreserved } = group;
  return cappedMaximum > unreserved && hasPool(group) && largerThanPool(group).length === 0
    ? [
        {
          code: 'unreserved-pool-crowded',
          severity: 'warning',
          message: `services that reserve nothing may run ${cappedMaximum} batches at once, and only ${unreserved} of ${accountConcurrency} are unreserved; when all are busy, Lambda throttles them`,
          hint: 'lower "concurrencyBudget" of services with "reservation" cap-only or auto, or raise the quota',
        },
      ]
    : [];
}

const mostNamed = 5;

/** The first few, and how many more there are. */
function enumerate(items: readonly string[]): string {
  const named = items.slice(0, mostNamed).join(', ');
  return items.length > mostNamed ? `${named} and ${items.length - mostNamed} more` : named;
}
