import type { ConcurrencyPlan, PeakMoment } from './concurrency-plan';
import { momentAt, peakMinutes } from './peak';
import type { ServiceSpec } from '../spec/service-spec';

/** Minutes of the peak that charts show. */
export const chartedMinutes = peakMinutes[peakMinutes.length - 1]!;

/**
 * The queues and their workers from the first moment of a peak to the last that charts show.
 *
 * @param steps equal steps in which to look, both ends included
 */
export function peakSeries(
  spec: ServiceSpec,
  plan: Pick<ConcurrencyPlan, 'workers' | 'api'>,
  steps: number,
): PeakMoment[] {
  return Array.from({ length: steps + 1 }, (_, step) => momentAt(spec, plan, (chartedMinutes * step) / steps));
}
