import { budgetForPeak } from './budget-for-peak';
import type { ConcurrencyPlan, Derivation, WorkerPlan } from './concurrency-plan';
import { batchMs } from './messages-at-once';
import { secretLookups } from './secret-lookups';
import { total } from './share-budget';
import { rounded } from './worker-demand';
import { littlesLaw } from './worker-limits';
import { lambdaQuotas } from '../spec/aws-quotas';
import type { ServiceSpec } from '../spec/service-spec';

type Totals = ConcurrencyPlan['totals'];

/** What all workers come to together. */
export function planTotals(spec: ServiceSpec, workers: readonly WorkerPlan[]): Totals {
  const reserved = total(workers.map(({ reservedConcurrency }) => reservedConcurrency ?? 0));
  const maximum = total(workers.map(({ maximumConcurrency }) => maximumConcurrency));
  const sustainable = total(workers.map(({ sustainableRatePerSecond }) => sustainableRatePerSecond));
  const budget = budgetForPeak(spec);
  return {
    reserved,
    maximum,
    accountHeadroom: Math.max(
      0,
      spec.accountConcurrency - spec.unreservedFloor - reserved - spec.ownFunctionsConcurrency,
    ),
    sustainableRatePerSecond: rounded(sustainable),
    neededConcurrency: total(workers.map(({ neededConcurrency }) => neededConcurrency)),
    utilization: rounded(spec.peakRate / sustainable),
    ...(budget !== undefined && { budgetForPeak: budget }),
    invocationsPerSecond: rounded((maximum * 1000) / batchMs(spec, workers[0]!.batchSize)),
    invocationLimitPerSecond: lambdaQuotas.requestsPerUnit.value * spec.accountConcurrency,
    ...secretLookups(spec, { maximum, sustainableRatePerSecond: sustainable }),
  };
}

/** How the totals came about, but those of the secrets. */
export function deriveTotals(spec: ServiceSpec, plan: Pick<ConcurrencyPlan, 'workers' | 'totals'>): Derivation[] {
  return [...deriveUnits(spec, plan), ...deriveDemand(spec, plan), ...deriveInvocations(spec, plan)];
}

function deriveUnits(
  spec: ServiceSpec,
  { workers, totals }: Pick<ConcurrencyPlan, 'workers' | 'totals'>,
): Derivation[] {
  const { accountConcurrency, unreservedFloor, ownFunctionsConcurrency } = spec;
  return [
    {
      value: 'totals.reserved',
      formula: 'sum of reservedConcurrency over the workers',
      inputs: byWorker(workers, ({ reservedConcurrency }) => reservedConcurrency ?? 0),
      source: 'Spillway',
    },
    {
      value: 'totals.maximum',
      formula: 'sum of maximumConcurrency over the workers',
      inputs: byWorker(workers, ({ maximumConcurrency }) => maximumConcurrency),
      source: 'Spillway',
    },
    {
      value: 'totals.accountHeadroom',
      formula: 'accountConcurrency - unreservedFloor - reserved - ownFunctionsConcurrency, at least 0',
      inputs: { accountConcurrency, unreservedFloor, reserved: totals.reserved, ownFunctionsConcurrency },
      source: lambdaQuotas.unreservedFloor.source,
    },
  ];
}

function deriveDemand(
  spec: ServiceSpec,
  { workers, totals }: Pick<ConcurrencyPlan, 'workers' | 'totals'>,
): Derivation[] {
  const { peakRate } = spec;
  const { sustainableRatePerSecond, budgetForPeak: budget } = totals;
  return [
    {
      value: 'totals.sustainableRatePerSecond',
      formula: 'sum of sustainableRatePerSecond over the workers',
      inputs: byWorker(workers, (worker) => rounded(worker.sustainableRatePerSecond)),
      source: littlesLaw,
    },
    {
      value: 'totals.neededConcurrency',
      formula: 'sum of neededConcurrency over the workers',
      inputs: byWorker(workers, ({ neededConcurrency }) => neededConcurrency),
      source: littlesLaw,
    },
    {
      value: 'totals.utilization',
      formula: 'peakRate / sustainableRatePerSecond',
      inputs: { peakRate, sustainableRatePerSecond },
      source: 'queueing: above 1, more comes than is finished',
    },
    ...(budget === undefined
      ? []
      : [
          {
            value: 'totals.budgetForPeak',
            formula: 'least concurrencyBudget whose shares give every worker the neededConcurrency',
            inputs: byWorker(workers, ({ neededConcurrency }) => neededConcurrency),
            source: 'Spillway: a tenth of the budget stays free, the rest is shared by weight',
          },
        ]),
  ];
}

function deriveInvocations(
  spec: ServiceSpec,
  { workers, totals: { maximum } }: Pick<ConcurrencyPlan, 'workers' | 'totals'>,
): Derivation[] {
  const { source, value: perUnit } = lambdaQuotas.requestsPerUnit;
  return [
    {
      value: 'totals.invocationsPerSecond',
      formula: 'maximum x 1000 / batchMs, the time of a full batch',
      inputs: { maximum, batchMs: batchMs(spec, workers[0]!.batchSize) },
      source: littlesLaw,
    },
    {
      value: 'totals.invocationLimitPerSecond',
      formula: `${perUnit} x accountConcurrency, over all functions of the account`,
      inputs: { accountConcurrency: spec.accountConcurrency },
      source,
    },
  ];
}

function byWorker(workers: readonly WorkerPlan[], value: (worker: WorkerPlan) => number): Record<string, number> {
  return Object.fromEntries(workers.map((worker) => [worker.name, value(worker)]));
}
