import type { ConcurrencyPlan, WorkerPlan } from '../plan/concurrency-plan';

type Column = readonly [heading: string, value: (worker: WorkerPlan) => string | number];

const columns: readonly Column[] = [
  ['worker', (worker) => worker.name],
  ['reserved', (worker) => worker.reservedConcurrency ?? '-'],
  ['maximum', (worker) => worker.maximumConcurrency],
  ['batch', (worker) => worker.batchSize],
  ['window', (worker) => `${worker.batchWindowSeconds} s`],
  ['timeout', (worker) => `${worker.functionTimeoutSeconds} s`],
  ['rate', (worker) => `${short(worker.sustainableRatePerSecond)}/s`],
];

const compact = new Intl.NumberFormat('en', { notation: 'compact', maximumSignificantDigits: 3 });

/** Three digits; millions as such, so that the columns stay narrow. */
function short(value: number): string {
  return value < 100_000 ? String(Number(value.toPrecision(3))) : compact.format(value);
}

/** The plan in a few lines of at most 80 columns. */
export function summarizePlan(plan: ConcurrencyPlan): string {
  const rows = [
    columns.map(([heading]) => heading),
    ...plan.workers.map((worker) => columns.map(([, value]) => String(value(worker)))),
  ];
  const widths = columns.map((_column, index) => Math.max(...rows.map((row) => row[index]!.length)));
  const table = rows.map((row) =>
    row
      .map((cell, index) => pad(cell, widths[index]!, index))
      .join('  ')
      .trimEnd(),
  );
  const { concurrencyBudget, accountConcurrency, totals, api, reservation } = plan;
  const throttle = api ? `API throttle ${api.rateLimit}/s, burst ${api.burstLimit}; ` : '';
  return [
    `Budget ${concurrencyBudget} of the account's ${accountConcurrency} (${reservation}):`,
    ...table.map((line) => `  ${line}`),
    `  ${totals.reserved} reserved, at most ${totals.maximum} batches at once, ${totals.accountHeadroom} left to reserve for others`,
    `  ${throttle}${plan.workers[0]!.maxReceiveCount} receives before the dead-letter queue`,
  ].join('\n');
}

/** Names to the left, numbers to the right. */
function pad(cell: string, width: number, index: number): string {
  return index === 0 ? cell.padEnd(width) : cell.padStart(width);
}
