import { apportion } from './apportion';
import type { Derivation } from './concurrency-plan';
import { messagesAtOnce } from './messages-at-once';
import { workerLimits } from './worker-limits';
import { eventSourceQuotas } from '../spec/aws-quotas';
import type { ServiceSpec } from '../spec/service-spec';

/** How the concurrency budget is divided, in the order of the workers. */
export interface BudgetShares {
  /** Maximum concurrency of each worker's event source. */
  readonly maxima: readonly number[];
  /** Maximum plus the headroom for deployments. */
  readonly reserved: readonly number[];
}

/** One unit in ten, rounded up, stays free: while a deployment moves traffic, two versions of a function run together. */
const headroomDivisor = 10;
const headroomSource =
  'Spillway: a tenth stays free, because during a deployment two versions of a function run beside each other';
const shareSource =
  "Spillway: division by weight with Webster's method, unit by unit, so that a larger budget takes nothing from any worker";
const award = 'the next unit always to the worker with the greatest weight / (2 x units + 1)';

/**
 * Divides the budget twice: what the event sources may use, then the headroom above it, which goes on where the first
 * division ended. Neither total falls as the budget grows, so more budget never means less for any worker.
 */
export function shareBudget(spec: ServiceSpec): BudgetShares {
  const maxima = shareMaxima(spec);
  const running = total(maxima);
  const reserved = apportion(
    running + headroomOf(spec, running),
    spec.workers.map(({ weight }, index) => ({ weight, minimum: maxima[index]!, maximum: Infinity })),
  );
  return { maxima, reserved };
}

/** The first division alone: maximum concurrency of each worker's event source. */
export function shareMaxima(spec: ServiceSpec): number[] {
  const { minimumConcurrency: least, maximumConcurrency: most } = eventSourceQuotas;
  return apportion(
    availableUnits(spec),
    spec.workers.map(({ weight }) => ({ weight, minimum: least.value, maximum: most.value })),
  );
}

/** What the event sources may use together. */
function availableUnits(spec: ServiceSpec): number {
  return Math.min(usableBudget(spec), downstreamUnits(spec) ?? Infinity);
}

/** What is left of the budget for the workers, beside functions of the user's own. */
export function workersBudget({ concurrencyBudget, ownFunctionsConcurrency }: ServiceSpec): number {
  return concurrencyBudget - ownFunctionsConcurrency;
}

function headroomOf(spec: ServiceSpec, running: number): number {
  return Math.min(workersBudget(spec) - running, Math.floor(running / (headroomDivisor - 1)) + 1);
}

/** Units of concurrency that are left of the budget when a tenth is kept free, but never less than each event source needs. */
export function usableBudget(spec: ServiceSpec): number {
  const least = eventSourceQuotas.minimumConcurrency.value * spec.workers.length;
  return Math.max(workersBudget(spec) - tenth(spec), least);
}

/** Batches at once with which the workers make no more calls than the system behind them takes; undefined without a limit. */
export function downstreamUnits(spec: ServiceSpec): number | undefined {
  const { downstreamConcurrency } = spec;
  return downstreamConcurrency === undefined
    ? undefined
    : Math.floor(downstreamConcurrency / messagesAtOnce(spec, workerLimits(spec).batchSize));
}

/** The units that stay free for deployments. */
function tenth(spec: ServiceSpec): number {
  return Math.ceil(workersBudget(spec) / headroomDivisor);
}

/** Sum of numbers of one unit; 0 of none. */
export function total(numbers: readonly number[]): number {
  return numbers.reduce((sum, number) => sum + number, 0);
}

/** Formulas that name all their inputs, so that a reader can recompute each number from the table alone. */
export function deriveShares(spec: ServiceSpec, { maxima }: BudgetShares): Derivation[] {
  const { concurrencyBudget, ownFunctionsConcurrency, downstreamConcurrency, workers } = spec;
  const own: Record<string, number> = ownFunctionsConcurrency > 0 ? { ownFunctionsConcurrency } : {};
  const ofWorkers = ownFunctionsConcurrency > 0 ? 'concurrencyBudget - ownFunctionsConcurrency' : 'concurrencyBudget';
  const { minimumConcurrency: least, maximumConcurrency: most } = eventSourceQuotas;
  const isLimited = downstreamConcurrency !== undefined;
  const callsPerBatch = messagesAtOnce(spec, workerLimits(spec).batchSize);
  const limitRule = callsPerBatch > 1 ? 'downstreamConcurrency / callsPerBatch, rounded down' : 'downstreamConcurrency';
  const availableRule = `${ofWorkers} - tenth (a tenth of it, rounded up), at least ${least.value} x workers${isLimited ? `, at most ${limitRule}` : ''}`;
  const budget = {
    concurrencyBudget,
    ...own,
    tenth: tenth(spec),
    workers: workers.length,
    ...(isLimited && { downstreamConcurrency, ...(callsPerBatch > 1 && { callsPerBatch }) }),
  };
  const weights = total(workers.map(({ weight }) => weight));
  const maximum = total(maxima);
  return workers.flatMap(({ name, weight }, index): Derivation[] => [
    {
      value: `workers.${name}.maximumConcurrency`,
      formula: `available x weight / weights in whole units, ${award}, from ${least.value} to ${most.value}; available = ${availableRule}`,
      inputs: { ...budget, available: availableUnits(spec), weight, weights },
      source: `${shareSource}; ${eventSourceQuotas.maximumConcurrency.source}`,
    },
    {
      value: `workers.${name}.reservedConcurrency`,
      formula: `maximumConcurrency and a share of the headroom, ${award}; headroom = maximum / ${headroomDivisor - 1} rounded down + 1, at most ${ofWorkers} - maximum`,
      inputs: {
        maximumConcurrency: maxima[index]!,
        weight,
        maximum,
        concurrencyBudget,
        ...own,
        headroom: headroomOf(spec, maximum),
      },
      source: headroomSource,
    },
  ]);
}
