import type { ConcurrencyPlan, PeakMoment } from './concurrency-plan';
import { momentsOf, peakMinutes } from './peak';
import type { ServiceSpec } from '../spec/service-spec';

/** Minutes of the peak that charts show. */
export const chartedMinutes = peakMinutes[peakMinutes.length - 1]!;

/** So often that a backlog shows although it lasts for seconds only: in each step an event source adds 10 batches. */
const secondsPerStep = 2;

/** The queues and their workers, step by step from the first moment of a peak to the last that charts show. */
export function peakSeries(spec: ServiceSpec, plan: Pick<ConcurrencyPlan, 'workers' | 'api'>): PeakMoment[] {
  const steps = (chartedMinutes * 60) / secondsPerStep;
  const momentAt = momentsOf(spec, plan);
  return Array.from({ length: steps + 1 }, (_, step) => momentAt((chartedMinutes * step) / steps));
}
