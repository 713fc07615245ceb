import type { MeasuredRun, SentLoad, WorkerMeasurement, WorkerMoment } from '../../src/loadtest/measured-run';

/** Milliseconds since 1970 of the first message. */
export const began = 1_800_000_000_000;

/** Moments of a queue, one for each second since the first message. */
export function momentsOf(...waiting: readonly number[]): WorkerMoment[] {
  const idle = { inFlight: 0, deadLetters: 0, concurrency: 0, throttles: 0 };
  return waiting.map((messages, index) => ({ ...idle, time: began + 1000 * (index + 1), waiting: messages }));
}

const acceptanceMs = { p50: 10, p95: 40, p99: 90, max: 120 };

const goodLoad: SentLoad = {
  sent: 100,
  accepted: 100,
  refused: 0,
  failed: 0,
  beganAt: began,
  endedAt: began + 2000,
  byWorker: { orders: { sent: 100, accepted: 100, refused: 0, failed: 0 } },
  acceptanceMs,
  errors: {},
  intervals: [{ time: began, durationSeconds: 2, sent: 100, accepted: 100, refused: 0, failed: 0, acceptanceMs }],
};

const goodWorker: WorkerMeasurement = {
  name: 'orders',
  processed: 100,
  deadLetters: 0,
  invocations: 60,
  errors: 0,
  throttles: 0,
  oldestAgeSeconds: 2,
  concurrency: 6,
  maximumConcurrency: 7,
  reservedConcurrency: 8,
  moments: momentsOf(3, 9, 5, 0, 0),
};

export interface RunChanges {
  readonly sent?: Partial<SentLoad>;
  readonly worker?: Partial<WorkerMeasurement>;
  readonly accountConcurrency?: number;
}

/** A run of 100 messages that went well, but for what is given. */
export function runWith({ sent, worker, accountConcurrency = 1000 }: RunChanges = {}): MeasuredRun {
  const workers = [{ ...goodWorker, ...worker }];
  return {
    sent: { ...goodLoad, ...sent },
    target: { accountConcurrency, resolutionSeconds: 1, statuses: { 202: 100 }, workers },
  };
}
