import { SpillwayError } from '../errors';
import type { ObservedTarget, WorkerMeasurement, WorkerMoment } from './measured-run';
import { oldestAgeSeconds } from './oldest-age';

/** A second of a local run, as its status server tells it; numbers are totals since its start where nothing else is said. */
export interface LocalSample {
  /** Milliseconds since 1970. */
  readonly time: number;
  readonly statuses: Readonly<Record<string, number>>;
  readonly workers: readonly LocalWorkerSample[];
}

export interface LocalWorkerSample {
  readonly name: string;
  /** Right now, as the two that follow. */
  readonly waiting: number;
  readonly inFlight: number;
  readonly deadLetters: number;
  /** Most batches at once within the second. */
  readonly concurrency: number;
  readonly maximumConcurrency: number;
  readonly reservedConcurrency?: number;
  readonly invocations: number;
  readonly errors: number;
  readonly throttles: number;
  readonly deleted: number;
  readonly processed: number;
}

export interface Window {
  /** Milliseconds since 1970. */
  readonly from: number;
  readonly until: number;
  readonly accountConcurrency: number;
}

/**
 * What a local run did in a window of time.
 *
 * @param samples of the window and at least one from before it, from which everything is counted
 * @throws SpillwayError `loadtest-failed` where the samples do not cover the window
 */
export function observeLocal(samples: readonly LocalSample[], window: Window): ObservedTarget {
  const before = samples.filter(({ time }) => time <= window.from).at(-1);
  const within = samples.filter(({ time }) => time > window.from && time <= window.until);
  const last = within.at(-1);
  if (!before || !last) {
    throw new SpillwayError('loadtest-failed', 'the local run has no measurements of the load test; start it anew');
  }
  const workers = last.workers.map(({ name }) =>
    measureWorker([before, ...within].map((sample) => ({ time: sample.time, ...workerOf(sample, name) }))),
  );
  return {
    accountConcurrency: window.accountConcurrency,
    resolutionSeconds: 1,
    statuses: differences(before.statuses, last.statuses),
    workers,
  };
}

type Timed = LocalWorkerSample & { readonly time: number };

function workerOf({ workers }: LocalSample, name: string): LocalWorkerSample {
  return workers.find((worker) => worker.name === name)!;
}

function measureWorker([before, ...within]: readonly Timed[]): WorkerMeasurement {
  const [first, last] = [before!, within.at(-1)!];
  const since = (key: 'invocations' | 'errors' | 'throttles' | 'processed' | 'deadLetters') => last[key] - first[key];
  const { name, maximumConcurrency, reservedConcurrency } = last;
  return {
    name,
    processed: since('processed'),
    deadLetters: since('deadLetters'),
    invocations: since('invocations'),
    errors: since('errors'),
    throttles: since('throttles'),
    oldestAgeSeconds: oldestAgeSeconds([first, ...within].map(queueMoment)),
    concurrency: Math.max(...within.map(({ concurrency }) => concurrency)),
    maximumConcurrency,
    ...(reservedConcurrency === undefined ? {} : { reservedConcurrency }),
    moments: within.map((sample, index) => momentOf(sample, within[index - 1] ?? first, first.deadLetters)),
  };
}

function queueMoment({ time, waiting, inFlight, deleted, deadLetters }: Timed) {
  return { time, waiting, arrived: waiting + inFlight + deleted + deadLetters };
}

function momentOf(sample: Timed, earlier: Timed, deadLettersBefore: number): WorkerMoment {
  const { time, waiting, inFlight, deadLetters, concurrency, throttles } = sample;
  return {
    time,
    waiting,
    inFlight,
    deadLetters: deadLetters - deadLettersBefore,
    concurrency,
    throttles: throttles - earlier.throttles,
  };
}

function differences(
  before: Readonly<Record<string, number>>,
  after: Readonly<Record<string, number>>,
): Readonly<Record<string, number>> {
  return Object.fromEntries(
    Object.entries(after)
      .map(([name, count]) => [name, count - (before[name] ?? 0)] as const)
      .filter(([, count]) => count > 0),
  );
}
