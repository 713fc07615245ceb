import { counted } from './counted';
import { headroomInWords, reservedInWords, shareInWords } from './ledger-words';
import type { LedgerGroup, LedgerService } from '../ledger/ledger';

type Column = readonly [heading: string, value: (service: LedgerService) => string];

const columns: readonly Column[] = [
  ['service', ({ name }) => name],
  ['reserved', reservedInWords],
  ['share', shareInWords],
  ['maximum', ({ maximum }) => String(maximum)],
];

const longestAccount = 40;

/** Who reserves what, in lines of at most 80 columns; one block for each account and Region. */
export function ledgerTable(groups: readonly LedgerGroup[]): string {
  return groups.map((group) => block(group).join('\n')).join('\n\n');
}

function block(group: LedgerGroup): string[] {
  const { account, region, services, reserved, reservable, accountConcurrency, unreservedFloor } = group;
  const { cappedMaximum, unreserved } = group;
  return [
    `${account === undefined ? '' : `${shorten(account, longestAccount)}, `}${region}: ${counted(services.length, 'service')}`,
    ...table(services).map((line) => `  ${line}`),
    `  ${reserved} of ${reservable} reserved, ${headroomInWords(group)}`,
    `  quota ${accountConcurrency}, floor ${unreservedFloor}`,
    ...(cappedMaximum > 0 ? [`  at most ${cappedMaximum} more out of the ${unreserved} unreserved`] : []),
  ];
}

function table(services: readonly LedgerService[]): string[] {
  const rows = [
    columns.map(([heading]) => heading),
    ...services.map((service) => columns.map(([, value]) => value(service))),
  ];
  const widths = columns.map((_column, index) => rows.reduce((widest, row) => Math.max(widest, row[index]!.length), 0));
  return rows.map((row) =>
    row.map((cell, index) => (index === 0 ? cell.padEnd(widths[0]!) : cell.padStart(widths[index]!))).join('  '),
  );
}

function shorten(text: string, longest: number): string {
  return text.length > longest ? `${text.slice(0, longest - 1)}…` : text;
}
