import type { Percentiles, SentCounts, SentInterval, SentLoad } from './measured-run';
import { SpillwayError } from '../errors';
import type { LoadPhase } from '../plan/load-profile';

/** As much of what `artillery run --output` writes as is read; the hooks of the project emit the counters. */
interface EngineReport {
  readonly aggregate: EnginePeriod;
  readonly intermediate: readonly (EnginePeriod & { readonly period: string | number })[];
}

interface EnginePeriod {
  readonly counters?: Readonly<Record<string, number>>;
  readonly summaries?: Readonly<Record<string, EngineSummary>>;
  readonly firstCounterAt?: number;
}

interface EngineSummary {
  readonly p50: number;
  readonly p95: number;
  readonly p99: number;
  readonly max: number;
}

const counter = (name: string) => `spillway.${name}`;
const errorPrefix = 'errors.';

/** Milliseconds for which Artillery sums up, aligned with the clock. */
const periodMs = 10_000;

/**
 * Reads what the load engine counted.
 *
 * @param text of the file that it wrote
 * @param phases of the profile, which tell when the last message was due
 * @throws SpillwayError `loadtest-failed` when it sent nothing
 */
export function readEngineReport(text: string, phases: readonly LoadPhase[]): SentLoad {
  const { aggregate, intermediate } = JSON.parse(text) as EngineReport;
  const { counters = {}, summaries = {}, firstCounterAt: beganAt } = aggregate;
  const counts = countsOf(counters);
  if (beganAt === undefined || counts.sent === 0) {
    throw new SpillwayError('loadtest-failed', `the load engine sent nothing${describeErrors(errorsOf(counters))}`);
  }
  const endedAt = beganAt + 1000 * phases.reduce((sum, { durationSeconds }) => sum + durationSeconds, 0);
  return {
    ...counts,
    beganAt,
    endedAt,
    byWorker: Object.fromEntries(
      Object.keys(withPrefix(counters, counter('sent.'))).map((name) => [name, countsOf(counters, `.${name}`)]),
    ),
    acceptanceMs: percentilesOf(summaries[counter('acceptance_ms')]),
    completionMs: percentilesOf(summaries[counter('completion_ms')]),
    errors: errorsOf(counters),
    intervals: intermediate.map((period) => intervalOf(period, beganAt, endedAt)).filter(hasLength),
  };
}

/** What has no answer that is known is counted as failed, even where no hook got to count it. */
function countsOf(counters: Readonly<Record<string, number>> = {}, ofWorker = ''): SentCounts {
  const [sent, accepted, refused] = ['sent', 'accepted', 'refused'].map(
    (name) => counters[counter(name + ofWorker)] ?? 0,
  );
  return { sent: sent!, accepted: accepted!, refused: refused!, failed: Math.max(0, sent! - accepted! - refused!) };
}

/** Of the first and the last period, only the part in which messages were sent. */
function intervalOf(period: EngineReport['intermediate'][number], beganAt: number, endedAt: number): SentInterval {
  const start = Number(period.period);
  const time = Math.max(start, beganAt);
  const acceptanceMs = percentilesOf(period.summaries?.[counter('acceptance_ms')]);
  return {
    time,
    durationSeconds: (Math.min(start + periodMs, endedAt) - time) / 1000,
    ...countsOf(period.counters),
    ...(acceptanceMs && { acceptanceMs }),
  };
}

function hasLength({ durationSeconds }: SentInterval): boolean {
  return durationSeconds > 0;
}

function percentilesOf(summary: EngineSummary | undefined): Percentiles | undefined {
  return summary && { p50: summary.p50, p95: summary.p95, p99: summary.p99, max: summary.max };
}

function errorsOf(counters: Readonly<Record<string, number>>): Readonly<Record<string, number>> {
  return withPrefix(counters, errorPrefix);
}

function withPrefix(counters: Readonly<Record<string, number>>, prefix: string): Readonly<Record<string, number>> {
  return Object.fromEntries(
    Object.entries(counters)
      .filter(([name]) => name.startsWith(prefix))
      .map(([name, count]) => [name.slice(prefix.length), count]),
  );
}

function describeErrors(errors: Readonly<Record<string, number>>): string {
  const described = Object.entries(errors).map(([name, count]) => `${name} (${count} times)`);
  return described.length > 0 ? `: ${described.join(', ')}` : '; see load-test/hooks.mjs and load-test/scenario.yml';
}
