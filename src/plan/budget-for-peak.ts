import { shareMaxima } from './share-budget';
import { peakShare } from './worker-demand';
import { sustainableRate, workerLimits } from './worker-limits';
import { rangeOf } from '../spec/field';
import { serviceFields, type ServiceSpec } from '../spec/service-spec';

/**
 * The least budget with which every worker keeps up with the peak. The maxima never fall as the budget grows, so doubling
 * finds one that is enough, and halving the range below it the least.
 *
 * @returns undefined where the system behind the workers, or an event source's own limit, holds them back at any budget
 */
export function budgetForPeak(spec: ServiceSpec): number | undefined {
  const range = rangeOf(serviceFields.concurrencyBudget)!;
  let low = Math.max(range.minimum, 2 * spec.workers.length + spec.ownFunctionsConcurrency);
  let high = low;
  while (!keepsUp(spec, high)) {
    if (high === range.maximum) {
      return undefined;
    }
    [low, high] = [high + 1, Math.min(range.maximum, 2 * high)];
  }
  while (low < high) {
    const middle = Math.floor((low + high) / 2);
    if (keepsUp(spec, middle)) {
      high = middle;
    } else {
      low = middle + 1;
    }
  }
  return low;
}

function keepsUp(spec: ServiceSpec, concurrencyBudget: number): boolean {
  const maxima = shareMaxima({ ...spec, concurrencyBudget });
  const { batchSize } = workerLimits(spec);
  return spec.workers.every(
    ({ weight }, index) => peakShare(spec, weight) <= sustainableRate(spec, maxima[index]!, batchSize) * (1 + 1e-12),
  );
}
