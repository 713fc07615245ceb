import { postLimits } from './api-limits';
import type { ConcurrencyPlan } from './concurrency-plan';
import { explainPlan, type Explanation } from './explain-plan';
import type { ServiceSpec } from '../spec/service-spec';

/** Every number of the plan with its arithmetic, and those of the workers' own methods, which follow from it. */
export function explainService(spec: ServiceSpec, plan: ConcurrencyPlan): Explanation[] {
  return [...explainPlan(plan), ...plan.workers.flatMap((worker) => postLimits(spec, worker)?.explanations ?? [])];
}
