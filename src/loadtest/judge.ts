import { backlogOf } from './backlog';
import type { MeasuredRun, WorkerMeasurement } from './measured-run';
import { reconcile } from './reconcile';
import type { LoadMark, LoadMarkId } from '../plan/load-profile';

/** Whether a run shows what a mark asks for. */
export interface Verdict {
  readonly mark: LoadMark;
  /** In the unit of the mark; absent where the run does not tell, which never meets a mark. */
  readonly measured?: number;
  readonly met: boolean;
}

type Measure = (run: MeasuredRun, worker?: string) => number | undefined;

/** How each mark is measured. Without a worker, those of all are added up or the worst counts. */
const measures: Readonly<Record<LoadMarkId, Measure>> = {
  'messages-sent': ({ sent }) => sum(sent.intervals.map((interval) => interval.sent)),
  'accepted-share': ({ sent }) => sent.accepted / sent.sent,
  'acceptance-p95': ({ sent }) => sent.acceptanceMs?.p95,
  'acceptance-p99': ({ sent }) => sent.acceptanceMs?.p99,
  'processed-exactly-once': (run, worker) =>
    total(
      reconcile(run)
        .filter((one) => worker === undefined || one.worker === worker)
        .map(({ missing }) => Math.abs(missing)), // what one worker lost, no other makes up for
    ),
  'dead-letters': (run, name) => total(workersOf(run, name).map(({ deadLetters }) => deadLetters)),
  'oldest-message-age': (run, name) => greatest(workersOf(run, name).map((worker) => worker.oldestAgeSeconds)),
  'drain-time': (run, name) => greatest(workersOf(run, name).map((worker) => backlogOf(worker, run.sent).drainSeconds)),
  throttles: (run, name) => total(workersOf(run, name).map(({ throttles }) => throttles)),
  'maximum-concurrency': (run, name) => total(workersOf(run, name).map(({ concurrency }) => concurrency)),
  'account-headroom': ({ target }) => target.accountConcurrency - sum(target.workers.map(taken)),
  'bends-as-predicted': (run, name) =>
    name === undefined
      ? run.sent.refused
      : greatest(workersOf(run, name).map((worker) => backlogOf(worker, run.sent).atEnd)),
};

/** Compares a run with what it had to show. */
export function judge(marks: readonly LoadMark[], run: MeasuredRun): Verdict[] {
  return marks.map((mark) => {
    const measured = measures[mark.id](run, mark.worker);
    return measured === undefined ? { mark, met: false } : { mark, measured, met: meets(mark, measured) };
  });
}

function meets({ comparison, limit }: LoadMark, measured: number): boolean {
  return comparison === 'at-most' ? measured <= limit : measured >= limit;
}

/** A reservation takes its units from the account even while they are idle. */
function taken({ reservedConcurrency, concurrency }: WorkerMeasurement): number {
  return reservedConcurrency ?? concurrency;
}

function workersOf({ target }: MeasuredRun, name: string | undefined): readonly WorkerMeasurement[] {
  return name === undefined ? target.workers : target.workers.filter((worker) => worker.name === name);
}

/** Undefined where there is nothing to add up, so that a worker that was not seen meets no mark. */
function total(numbers: readonly number[]): number | undefined {
  return numbers.length > 0 ? sum(numbers) : undefined;
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((all, number) => all + number, 0);
}

function greatest(numbers: readonly (number | undefined)[]): number | undefined {
  return numbers.length > 0 && numbers.every((number) => number !== undefined) ? Math.max(...numbers) : undefined;
}
