import { wrapText } from './wrap-text';
import type { Explanation } from '../plan/explain-plan';

/** One line of the table: a number and why it is what it is. */
interface Row {
  readonly name: string;
  readonly value: string;
  readonly why: string;
}

/** Rows under one heading. */
interface Section {
  readonly heading: string;
  readonly rows: readonly Row[];
}

const terminalWidth = 80;

/**
 * Every number of the plan with its why, in sections: what all workers share stands once. The moments of a peak are not
 * among them; they have a table of their own.
 */
export function planTable(explanations: readonly Explanation[]): string {
  const rows = explanations.filter(({ path }) => !path.startsWith('peak.after.'));
  const sections = sectionsOf(rows);
  const all = sections.flatMap((section) => section.rows);
  const nameWidth = Math.max(...all.map(({ name }) => name.length));
  const valueWidth = Math.max(...all.map(({ value }) => value.length));
  return sections
    .map(({ heading, rows: lines }) =>
      [heading, ...lines.flatMap((row) => draw(row, nameWidth, valueWidth))].join('\n'),
    )
    .join('\n\n');
}

function draw({ name, value, why }: Row, nameWidth: number, valueWidth: number): string[] {
  const start = `  ${name.padEnd(nameWidth)}  ${value.padStart(valueWidth)}  `;
  const lines = wrapText(why, terminalWidth - start.length);
  return lines.map((line, index) => (index === 0 ? start : ' '.repeat(start.length)) + line);
}

function sectionsOf(explanations: readonly Explanation[]): Section[] {
  const byHeading = new Map<string, Row[]>();
  const shared = sharedByWorkers(explanations);
  for (const { path, value, why } of explanations) {
    const { heading, name } = placeOf(path);
    const isShared = shared.has(name) && heading.startsWith('worker ');
    const at = isShared ? 'each worker' : heading;
    const rows = byHeading.get(at) ?? [];
    byHeading.set(at, rows);
    if (!rows.some((row) => row.name === name)) {
      rows.push({ name, value: String(Number(value.toPrecision(6))), why });
    }
  }
  return [...byHeading].map(([heading, rows]) => ({ heading, rows }));
}

/** Names of the numbers that several workers have alike, with the same why. */
function sharedByWorkers(explanations: readonly Explanation[]): ReadonlySet<string> {
  const variants = new Map<string, Set<string>>();
  const workers = new Set<string>();
  for (const { path, value, why } of explanations) {
    const { heading, name } = placeOf(path);
    if (heading.startsWith('worker ')) {
      workers.add(heading);
      variants.set(name, (variants.get(name) ?? new Set()).add(`${value} ${why}`));
    }
  }
  return new Set(workers.size < 2 ? [] : [...variants].filter(([, seen]) => seen.size === 1).map(([name]) => name));
}

/** Where a number belongs, by its path within the plan. */
function placeOf(path: string): { readonly heading: string; readonly name: string } {
  const [room = '', ...rest] = path.split('.');
  const name = rest.at(-1) ?? '';
  if (room === 'workers') {
    return { heading: `worker ${rest[0]!}`, name };
  }
  if (room === 'api') {
    return { heading: rest.length > 1 ? `API, ${rest[1]!} /${rest[0]!}` : 'API, each method', name };
  }
  return { heading: room === 'peak' ? 'peak' : 'service', name };
}
