import { drawPeak } from './peak-chart';
import { summarizePlan } from './plan-summary';
import { planTable } from './plan-table';
import { wrapText } from './wrap-text';
import type { ConcurrencyPlan, Finding, PeakMoment } from '../plan/concurrency-plan';
import { explainService } from '../plan/explain-service';
import { shown } from '../plan/shown';
import type { ServiceSpec } from '../spec/service-spec';

const width = 80;

type Column = readonly [heading: string, value: (moment: PeakMoment) => string];

const momentColumns: readonly Column[] = [
  ['after', ({ minutes }) => `${minutes} min`],
  ['at once', ({ concurrency }) => String(concurrency)],
  ['waiting', ({ backlog }) => String(backlog)],
  ['oldest waits', ({ oldestAgeSeconds }) => `${Math.round(oldestAgeSeconds)} s`],
  ['worked off, if no more came', ({ drainSeconds }) => `${Math.round(drainSeconds)} s`],
];

/** What `spillway plan` shows: every number with its why, the first minutes of a peak, and what to know. */
export function planReport(spec: ServiceSpec, plan: ConcurrencyPlan): string {
  return [
    `${spec.name}: ${spec.api} with ${spec.auth} in ${spec.region}`,
    '',
    planTable(explainService(spec, plan)),
    '',
    summarizePlan(plan),
    '',
    ...wrapText(`A peak of ${spec.peakRate} messages/s from the first second${fateOf(plan)}:`, width),
    drawPeak(spec, plan),
    '',
    ...momentTable(plan.peak.after),
    ...whyMoments(plan),
    '',
    ...(plan.findings.length > 0 ? plan.findings.flatMap(describeFinding) : ['no findings']),
  ].join('\n');
}

/** What becomes of the peak, in words. */
function fateOf({ peak }: ConcurrencyPlan): string {
  const { acceptedRatePerSecond: accepted, refusedRatePerSecond: refused = 0, backlogGrowthPerSecond: growth } = peak;
  return [
    ...(refused > 0 ? [`; the API lets ${shown(accepted)}/s in and answers 429 to ${shown(refused)}/s`] : []),
    ...(growth > 0 ? [`; ${shown(growth)}/s more get in than the workers finish`] : []),
  ].join('');
}

function momentTable(moments: readonly PeakMoment[]): string[] {
  const rows = [
    momentColumns.map(([heading]) => heading),
    ...moments.map((it) => momentColumns.map(([, value]) => value(it))),
  ];
  const widths = momentColumns.map((_column, index) => Math.max(...rows.map((row) => row[index]!.length)));
  return rows.map((row) => `  ${row.map((cell, index) => cell.padStart(widths[index]!)).join('  ')}`);
}

/** The formulas are the same for each moment, so they stand once. */
function whyMoments({ derivations, peak }: ConcurrencyPlan): string[] {
  const first = `peak.after.${peak.after[0]!.minutes}.`;
  return derivations
    .filter(({ value }) => value.startsWith(first))
    .flatMap(({ value, formula }) => indent(wrapText(`${value.slice(first.length)}: ${formula}`, width - 4)));
}

function describeFinding({ severity, code, message, hint, source }: Finding): string[] {
  return [
    `${severity} ${code}`,
    ...indent([...wrapText(`${message}; ${hint}`, width - 4), ...wrapText(source, width - 4)]),
  ];
}

function indent(lines: readonly string[]): string[] {
  return lines.map((line) => `  ${line}`);
}
