import type { AccountState, FunctionReservation } from './account-state';
import type { WrittenService } from '../manifest';
import { eventSourceQuotas, lambdaQuotas } from '../spec/aws-quotas';

/** An account beside a plan, in concurrent executions. */
export interface Comparison {
  readonly service: WrittenService;
  readonly state: AccountState;
  /** What all functions of the account reserve. */
  readonly totalReserved: number;
  /** What functions of others reserve; a range where it could not be told whose some of it is. */
  readonly others: { readonly least: number; readonly most: number };
  /** What must stay unreserved. */
  readonly floor: number;
  /** What the service can reserve beside the others, at least 0. */
  readonly available: number;
  /** What is not reserved once the service is deployed with `cap-only`, at least 0. */
  readonly pool: number;
  /** The smallest budget that the workers can be planned with. */
  readonly leastBudget: number;
  /** Units that are reserved for a moment while a deployment moves from the old reservations to the new ones. */
  readonly reservedDuringDeployment: number;
}

/** Puts the numbers beside each other; what to think of them, the findings say. */
export function compare(service: WrittenService, state: AccountState): Comparison {
  const { concurrentExecutions: quota, reservations } = state;
  const totalReserved = quota - state.unreservedConcurrentExecutions;
  const own = sum(reservations.filter(({ owner }) => owner === 'own'));
  const most = Math.max(0, totalReserved - own);
  const others = { most, least: Math.max(0, most - perhapsOwn(state, totalReserved)) };
  const floor = Math.max(service.spec.unreservedFloor, lambdaQuotas.smallestFloor.value);
  return {
    service,
    state,
    totalReserved,
    others,
    floor,
    available: Math.max(0, quota - others.most - floor),
    pool: Math.max(0, quota - others.most),
    leastBudget: eventSourceQuotas.minimumConcurrency.value * service.plan.workers.length,
    reservedDuringDeployment: others.most + overlap(service, reservations),
  };
}

/** What may be the service's own: under a shortened name, or not to be read although it is. */
function perhapsOwn({ reservations, unreadOwnFunctions }: AccountState, totalReserved: number): number {
  const unaccounted = unreadOwnFunctions > 0 ? totalReserved - sum(reservations) : 0;
  return unaccounted + sum(reservations.filter(({ owner }) => owner === 'perhaps-own'));
}

/**
 * CloudFormation raises one reservation before it has lowered another, and deletes a function only after its successor
 * stands. So each worker counts with the larger of old and new, and a function that is no worker of the plan still counts.
 */
function overlap({ plan }: WrittenService, reservations: readonly FunctionReservation[]): number {
  // without the stack it cannot be told which function is which worker's
  const old = reservations.filter(({ owner, logicalId }) => owner === 'own' && logicalId !== undefined);
  const isOf = (worker: { readonly name: string }) => {
    const construct = new RegExp(`^${worker.name.replaceAll('-', '')}Handler[0-9A-F]{8}$`);
    return ({ logicalId = '' }: FunctionReservation) => construct.test(logicalId);
  };
  const staying = old.filter((reservation) => !plan.workers.some((worker) => isOf(worker)(reservation)));
  const moving = plan.workers.map((worker) => Math.max(worker.reservedConcurrency ?? 0, sum(old.filter(isOf(worker)))));
  return sum(staying) + moving.reduce((units, unit) => units + unit, 0);
}

function sum(reservations: readonly FunctionReservation[]): number {
  return reservations.reduce((units, { reservedConcurrency }) => units + reservedConcurrency, 0);
}
