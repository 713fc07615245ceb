import { apportion } from './apportion';
import type { Derivation } from './concurrency-plan';
import { eventSourceQuotas } from '../spec/aws-quotas';
import type { ServiceSpec } from '../spec/service-spec';

/** How the concurrency budget is divided. */
export interface BudgetShares {
  /** Maximum concurrency of each worker's event source. */
  readonly maxima: readonly number[];
  /** Maximum plus the headroom for deployments. */
  readonly reserved: readonly number[];
  readonly derivations: readonly Derivation[];
}

/** One unit in ten, rounded up, stays free: while a deployment moves traffic, two versions of a function run together. */
const headroomDivisor = 10;
const headroomSource =
  'Spillway: a tenth stays free, because during a deployment two versions of a function run beside each other';
const shareSource = 'Spillway: largest-remainder division by weight, at least 2 for each worker';

/**
 * Divides the budget twice: what the event sources may use, then the headroom above it. The first division is of a total
 * that never falls as the budget grows, so more budget never means less throughput.
 */
export function shareBudget(spec: ServiceSpec): BudgetShares {
  const { minimumConcurrency: least, maximumConcurrency: most } = eventSourceQuotas;
  const available = Math.min(usable(spec), spec.downstreamConcurrency ?? Infinity);
  const maxima = apportion(
    available,
    spec.workers.map(({ weight }) => ({ weight, minimum: least.value, maximum: most.value })),
  );
  const running = total(maxima);
  const headroom = Math.min(spec.concurrencyBudget - running, Math.floor(running / (headroomDivisor - 1)) + 1);
  const extra = apportion(
    headroom,
    maxima.map((weight) => ({ weight, minimum: 0, maximum: Infinity })),
  );
  const reserved = maxima.map((maximum, index) => maximum + extra[index]!);
  return { maxima, reserved, derivations: deriveShares(spec, { available, maxima, headroom, extra }) };
}

/** What is left of the budget when a tenth is kept free, but never less than each event source needs. */
function usable(spec: ServiceSpec): number {
  const kept = spec.concurrencyBudget - Math.ceil(spec.concurrencyBudget / headroomDivisor);
  return Math.max(kept, eventSourceQuotas.minimumConcurrency.value * spec.workers.length);
}

export function total(numbers: readonly number[]): number {
  return numbers.reduce((sum, number) => sum + number, 0);
}

interface Division {
  readonly available: number;
  readonly maxima: readonly number[];
  readonly headroom: number;
  readonly extra: readonly number[];
}

function deriveShares(spec: ServiceSpec, { available, maxima, headroom, extra }: Division): Derivation[] {
  const weights = total(spec.workers.map(({ weight }) => weight));
  return spec.workers.flatMap(({ name, weight }, index): Derivation[] => [
    {
      value: `workers.${name}.maximumConcurrency`,
      formula: 'available x weight / weights, rounded by largest remainder, from 2 to 1000',
      inputs: { available, weight, weights },
      source: `${shareSource}; ${eventSourceQuotas.maximumConcurrency.source}`,
    },
    {
      value: `workers.${name}.reservedConcurrency`,
      formula: "maximumConcurrency + this worker's part of the headroom",
      inputs: { maximumConcurrency: maxima[index]!, part: extra[index]!, headroom },
      source: headroomSource,
    },
  ]);
}
