import { apiLimits, deriveApiLimits } from './api-limits';
import type { ConcurrencyPlan, WorkerPlan } from './concurrency-plan';
import { derivePeak } from './derive-peak';
import { findings } from './findings';
import { planPeak } from './peak';
import { deriveSecretLookups } from './secret-lookups';
import { deriveShares, shareBudget, total, type BudgetShares } from './share-budget';
import { deriveTotals, planTotals } from './totals';
import { acceptedRates, deriveWorkerDemand, workerDemand, type WorkerCapacity } from './worker-demand';
import { deriveWorkerLimits, sustainableRate, workerLimits } from './worker-limits';
import type { ServiceSpec } from '../spec/service-spec';

/**
 * Derives every limit of a service from its concurrency budget. Pure: the same spec always gives the same plan.
 *
 * @param spec a valid spec, as `parseSpec` gives it
 */
export function planConcurrency(spec: ServiceSpec): ConcurrencyPlan {
  const shares = shareBudget(spec);
  const reservation = reservationOf(spec);
  const capacities = workerCapacities(spec, shares, reservation);
  const sustainable = total(capacities.map((worker) => worker.sustainableRatePerSecond));
  const api = apiLimits(spec, sustainable);
  const accepted = acceptedRates(spec, capacities, api);
  const workers = capacities.map((worker, index): WorkerPlan => ({
    ...worker,
    ...workerDemand(spec, worker, accepted[index]!),
  }));
  const totals = planTotals(spec, workers);
  const numbers = {
    concurrencyBudget: spec.concurrencyBudget,
    accountConcurrency: spec.accountConcurrency,
    unreservedFloor: spec.unreservedFloor,
    reservation,
    workers,
    ...(api && { api }),
    totals,
    peak: planPeak(spec, { workers, api }),
  } as const;
  const derivations = [
    ...deriveShares(spec, shares).filter(({ value }) => totals.reserved > 0 || !value.endsWith('.reservedConcurrency')),
    ...workers.flatMap((worker, index) => [
      ...deriveWorkerLimits(spec, worker),
      ...deriveWorkerDemand(spec, worker, accepted[index]!),
    ]),
    ...deriveApiLimits(spec, sustainable),
    ...deriveTotals(spec, numbers),
    ...deriveSecretLookups(totals),
    ...derivePeak(spec, numbers),
  ];
  return { ...numbers, findings: findings(spec, numbers), derivations };
}

function workerCapacities(
  spec: ServiceSpec,
  { maxima, reserved }: BudgetShares,
  reservation: ConcurrencyPlan['reservation'],
): WorkerCapacity[] {
  const limits = workerLimits(spec);
  return spec.workers.map(({ name, weight }, index) => {
    const maximumConcurrency = maxima[index]!;
    return {
      name,
      weight,
      ...(reservation === 'reserve' && { reservedConcurrency: reserved[index]! }),
      maximumConcurrency,
      ...limits,
      sustainableRatePerSecond: sustainableRate(spec, maximumConcurrency, limits.batchSize),
    };
  });
}

/** `auto` reserves where the account can hold it beside the floor. */
function reservationOf(spec: ServiceSpec): ConcurrencyPlan['reservation'] {
  if (spec.reservation !== 'auto') {
    return spec.reservation;
  }
  return spec.concurrencyBudget <= spec.accountConcurrency - spec.unreservedFloor ? 'reserve' : 'cap-only';
}
