import type { SentLoad, WorkerMeasurement, WorkerMoment } from './measured-run';

/** What became of the queue of one worker. */
export interface Backlog {
  /** Messages that waited when the last one had been sent. */
  readonly atEnd: number;
  /** Most messages that waited at any time. */
  readonly greatest: number;
  /** Seconds from the last message sent until the queue was empty; absent where it never was. */
  readonly drainSeconds?: number;
}

/** Reads the backlog from moments of a queue, no finer than these. */
export function backlogOf(
  { moments }: Pick<WorkerMeasurement, 'moments'>,
  { endedAt }: Pick<SentLoad, 'endedAt'>,
): Backlog {
  const emptyAt = emptyFrom(moments);
  return {
    atEnd: momentAt(moments, endedAt)?.waiting ?? 0,
    greatest: Math.max(0, ...moments.map(({ waiting }) => waiting)),
    ...(emptyAt === undefined ? {} : { drainSeconds: Math.max(0, (emptyAt - endedAt) / 1000) }),
  };
}

/** The moment that lies nearest. */
function momentAt(moments: readonly WorkerMoment[], time: number): WorkerMoment | undefined {
  return [...moments].sort((one, other) => Math.abs(one.time - time) - Math.abs(other.time - time))[0];
}

/** From when on the queue holds nothing any more. */
function emptyFrom(moments: readonly WorkerMoment[]): number | undefined {
  const lastBusy = moments.map(({ waiting, inFlight }) => waiting + inFlight > 0).lastIndexOf(true);
  return moments[lastBusy + 1]?.time;
}
