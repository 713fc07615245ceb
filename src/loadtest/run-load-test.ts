import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { awaitDrain, drainPatienceMs } from './await-drain';
import type { Machines } from './engine-arguments';
import { readEngineReport } from './engine-report';
import type { LoadEngine } from './load-engine';
import type { LoadTarget, QueueState } from './load-target';
import type { MeasuredRun, SentLoad } from './measured-run';
import { SpillwayError } from '../errors';
import type { LoadProfile } from '../plan/load-profile';

export interface LoadTestOptions {
  readonly profile: LoadProfile;
  readonly target: LoadTarget;
  readonly engine: Pick<LoadEngine, 'send'>;
  /** Where the load comes from, if not from here. */
  readonly machines?: Machines;
  /** Is told what is going on, and how the queues are since. */
  readonly onProgress: (step: LoadTestStep, queues: readonly QueueState[]) => void;
  readonly signal: AbortSignal;
}

export type LoadTestStep = 'sending' | 'draining' | 'collecting';

/** Milliseconds between two looks at the queues. On AWS, each look is a call for each worker. */
const lookMs = { local: 1000, aws: 5000 } as const;

/**
 * Sends the load of a profile, waits until it is worked off and measures what the target did meanwhile.
 *
 * @throws SpillwayError `loadtest-failed`, `subprocess-failed`; whatever the signal brings when it comes
 */
export async function runLoadTest(options: LoadTestOptions): Promise<MeasuredRun> {
  const { profile, target, signal, onProgress } = options;
  assertEmpty(await target.queues());
  const sent = await send(options);
  onProgress('draining', await target.queues());
  await awaitDrain(target, {
    patienceMs: drainPatienceMs(profile.prediction),
    intervalMs: lookMs[target.kind],
    onLook: (queues) => onProgress('draining', queues),
    signal,
  });
  onProgress('collecting', []);
  return { sent, target: await target.observe(sent, { until: Date.now(), signal }) };
}

/** What was there before would be counted as processed, and never sent. */
function assertEmpty(queues: readonly QueueState[]): void {
  const busy = queues.filter(({ waiting, inFlight }) => waiting + inFlight > 0);
  if (busy.length > 0) {
    const contents = busy.map(({ name, waiting, inFlight }) => `${name} (${waiting + inFlight})`).join(', ');
    throw new SpillwayError(
      'loadtest-failed',
      `there are messages of before in ${contents}, which would be counted; wait until the queues are empty`,
    );
  }
}

async function send({ profile, target, engine, machines, onProgress, signal }: LoadTestOptions): Promise<SentLoad> {
  const directory = mkdtempSync(join(tmpdir(), 'spillway-loadtest-'));
  const looks = setInterval(() => {
    const told = (queues: readonly QueueState[]) => onProgress('sending', queues);
    void target.queues().then(told, () => undefined); // only shown; what counts is read later, and complains then
  }, lookMs[target.kind]);
  onProgress('sending', []);
  try {
    const outputFile = join(directory, 'engine.json');
    await engine.send({ profile, machines, environment: target.environment, outputFile, signal });
    if (!existsSync(outputFile)) {
      throw new SpillwayError(
        'loadtest-failed',
        'the load engine ended without a report of what it sent; run it again',
      );
    }
    return readEngineReport(readFileSync(outputFile, 'utf8'), profile.phases);
  } finally {
    clearInterval(looks);
    rmSync(directory, { recursive: true, force: true });
  }
}
