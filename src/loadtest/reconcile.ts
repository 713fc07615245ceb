import type { MeasuredRun, WorkerMeasurement } from './measured-run';

/** Where the messages of one worker are. */
export interface Reconciliation {
  readonly worker: string;
  readonly accepted: number;
  /** Messages of which the sender does not know whether they were accepted: they failed, or nobody answered. */
  readonly unanswered: number;
  readonly processed: number;
  readonly deadLetters: number;
  readonly stillQueued: number;
  /** Accepted messages that are nowhere; negative: processed more often than messages can have been accepted. */
  readonly missing: number;
}

/**
 * Sets what was accepted against what became of it. By count: a message that is lost and another one that is processed
 * twice cancel out, but only within one worker.
 */
export function reconcile({ sent, target }: MeasuredRun): Reconciliation[] {
  return target.workers.map((worker) => {
    const { name, processed, deadLetters } = worker;
    const { accepted, failed: unanswered } = sent.byWorker[name] ?? { accepted: 0, failed: 0 };
    const queued = stillQueued(worker);
    const missing = difference(processed + deadLetters + queued, accepted, accepted + unanswered);
    return { worker: name, accepted, unanswered, processed, deadLetters, stillQueued: queued, missing };
  });
}

/** How far a number lies beside the range in which it must be. */
function difference(found: number, least: number, most: number): number {
  return found < least ? least - found : Math.min(0, most - found);
}

/** Messages that were not worked off when nobody waited any longer. */
export function stillQueued({ moments }: Pick<WorkerMeasurement, 'moments'>): number {
  const last = moments.at(-1);
  return last ? last.waiting + last.inFlight : 0;
}
