import type { ConcurrencyPlan, Finding } from './concurrency-plan';
import { accountFindings } from './findings-of-account';
import { ingestFindings } from './findings-of-ingest';
import { peakFindings } from './findings-of-peak';
import { workerFindings } from './findings-of-workers';
import type { ServiceSpec } from '../spec/service-spec';

/** The numbers that findings look at. */
export type PlanNumbers = Omit<ConcurrencyPlan, 'findings' | 'derivations'>;

/** One thing that a user should know, or undefined where it does not apply. */
export type Check = (spec: ServiceSpec, plan: PlanNumbers) => Finding | undefined;

const checks: readonly Check[] = [...accountFindings, ...peakFindings, ...workerFindings, ...ingestFindings];

const order: readonly Finding['severity'][] = ['error', 'warning', 'info'];

/** What a user should know about the plan, most severe first. */
export function findings(spec: ServiceSpec, plan: PlanNumbers): Finding[] {
  return checks
    .flatMap((check) => check(spec, plan) ?? [])
    .sort((a, b) => order.indexOf(a.severity) - order.indexOf(b.severity));
}
