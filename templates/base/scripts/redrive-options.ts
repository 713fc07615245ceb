import { parseArgs } from 'node:util';
import { type WorkerConcurrency, workers } from '../src/spillway/concurrency';

export const usage = 'usage: redrive <worker> [--max-per-second N] [--dry-run]';

/** Messages per second that SQS moves at most (SQS API Reference, StartMessageMoveTask). */
const sqsMaxPerSecond = 500;

export interface RedriveOptions {
  readonly workerName: string;
  /** Messages per second; by default what the worker can sustain. */
  readonly maxPerSecond: number;
  readonly dryRun: boolean;
}

/** @throws Error that says what is wrong with the arguments */
export function parseRedriveOptions(args: readonly string[]): RedriveOptions {
  const { values, positionals } = parseArgs({
    args: args.filter((arg) => arg !== '--'), // some package managers pass their own separator on
    allowPositionals: true,
    options: { 'max-per-second': { type: 'string' }, 'dry-run': { type: 'boolean', default: false } },
  });
  const worker = findWorker(positionals);
  const maxPerSecond = Number(values['max-per-second'] ?? defaultRate(worker));
  if (!Number.isInteger(maxPerSecond) || maxPerSecond < 1 || maxPerSecond > sqsMaxPerSecond) {
    throw new Error(`--max-per-second ${values['max-per-second']} is not a whole number from 1 to ${sqsMaxPerSecond}`);
  }
  return { workerName: worker.name, maxPerSecond, dryRun: values['dry-run'] };
}

function findWorker([name, ...others]: readonly string[]): WorkerConcurrency {
  const worker = Object.values(workers).find((it) => it.name === name);
  if (!worker || others.length > 0) {
    throw new Error(`give one worker: ${Object.keys(workers).join(', ')}`);
  }
  return worker;
}

function defaultRate({ sustainableRatePerSecond }: WorkerConcurrency): number {
  return Math.min(sqsMaxPerSecond, Math.max(1, Math.floor(sustainableRatePerSecond)));
}
