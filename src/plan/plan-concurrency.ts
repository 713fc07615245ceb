import { apiLimits, deriveApiLimits } from './api-limits';
import type { ConcurrencyPlan, Derivation, WorkerPlan } from './concurrency-plan';
import { findings } from './findings';
import { deriveSecretLookups, secretLookupsPerSecond } from './secret-lookups';
import { shareBudget, total } from './share-budget';
import { deriveWorkerLimits, sustainableRate, workerLimits } from './worker-limits';
import { lambdaQuotas } from '../spec/aws-quotas';
import type { ServiceSpec } from '../spec/service-spec';

/**
 * Derives every limit of a service from its concurrency budget. Pure: the same spec always gives the same plan.
 *
 * @param spec a valid spec, as `parseSpec` gives it
 */
export function planConcurrency(spec: ServiceSpec): ConcurrencyPlan {
  const shares = shareBudget(spec);
  const reservation = reservationOf(spec);
  const limits = workerLimits(spec);
  const workers = spec.workers.map(({ name, weight }, index): WorkerPlan => {
    const maximumConcurrency = shares.maxima[index]!;
    return {
      name,
      weight,
      ...(reservation === 'reserve' && { reservedConcurrency: shares.reserved[index]! }),
      maximumConcurrency,
      ...limits,
      sustainableRatePerSecond: sustainableRate(maximumConcurrency, spec.durationMs),
    };
  });
  const sustainable = total(workers.map((worker) => worker.sustainableRatePerSecond));
  const reserved = reservation === 'reserve' ? total(shares.reserved) : 0;
  const api = apiLimits(spec, sustainable);
  const maximum = total(shares.maxima);
  const secretLookups = secretLookupsPerSecond(spec, maximum);
  const numbers = {
    concurrencyBudget: spec.concurrencyBudget,
    accountConcurrency: spec.accountConcurrency,
    unreservedFloor: spec.unreservedFloor,
    reservation,
    workers,
    ...(api && { api }),
    totals: {
      reserved,
      maximum,
      accountHeadroom: Math.max(0, spec.accountConcurrency - spec.unreservedFloor - reserved),
      ...(secretLookups !== undefined && { secretLookupsPerSecond: secretLookups }),
    },
  } as const;
  const derivations = [
    ...shares.derivations.filter(({ value }) => reserved > 0 || !value.endsWith('.reservedConcurrency')),
    ...workers.flatMap((worker) => deriveWorkerLimits(spec, worker)),
    ...deriveApiLimits(spec, sustainable),
    ...deriveTotals(numbers),
    ...deriveSecretLookups(spec, maximum),
  ];
  return { ...numbers, findings: findings(spec, numbers), derivations };
}

/** `auto` reserves where the account can hold it beside the floor. */
function reservationOf(spec: ServiceSpec): ConcurrencyPlan['reservation'] {
  if (spec.reservation !== 'auto') {
    return spec.reservation;
  }
  return spec.concurrencyBudget <= spec.accountConcurrency - spec.unreservedFloor ? 'reserve' : 'cap-only';
}

function deriveTotals(plan: Omit<ConcurrencyPlan, 'findings' | 'derivations'>): Derivation[] {
  const { accountConcurrency, unreservedFloor, totals } = plan;
  return [
    {
      value: 'totals.reserved',
      formula: 'sum of reservedConcurrency over the workers',
      inputs: Object.fromEntries(plan.workers.map((worker) => [worker.name, worker.reservedConcurrency ?? 0])),
      source: 'Spillway',
    },
    {
      value: 'totals.maximum',
      formula: 'sum of maximumConcurrency over the workers',
      inputs: Object.fromEntries(plan.workers.map((worker) => [worker.name, worker.maximumConcurrency])),
      source: 'Spillway',
    },
    {
      value: 'totals.accountHeadroom',
      formula: 'accountConcurrency - unreservedFloor - reserved, at least 0',
      inputs: { accountConcurrency, unreservedFloor, reserved: totals.reserved },
      source: lambdaQuotas.unreservedFloor.source,
    },
  ];
}
