import type { AccountState, FunctionReservation } from './account-state';
import { sortOwnReservations, type OwnReservations } from './worker-functions';
import type { WrittenService } from '../manifest';
import { eventSourceQuotas } from '../spec/aws-quotas';

/** An account beside a plan, in concurrent executions. */
export interface Comparison {
  readonly service: WrittenService;
  readonly state: AccountState;
  /** What all functions of the account reserve. */
  readonly totalReserved: number;
  /** What functions of others reserve; a range where it could not be told whose some of it is. */
  readonly others: { readonly least: number; readonly most: number };
  /** What functions of the service's own stack reserve that are no worker of the plan, which a deployment leaves as they are. */
  readonly staying: readonly FunctionReservation[];
  readonly stayingUnits: number;
  /** What must stay unreserved. */
  readonly floor: number;
  /** What the workers can reserve beside everything that stays reserved, at least 0. */
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
  const most = Math.max(0, totalReserved - sum(reservations.filter(({ owner }) => owner === 'own')));
  const others = { most, least: Math.max(0, most - perhapsOwn(state, totalReserved)) };
  const own = sortOwnReservations(service.plan.workers, reservations);
  const stayingUnits = sum(own.staying);
  const floor = service.spec.unreservedFloor;
  return {
    service,
    state,
    totalReserved,
    others,
    staying: own.staying,
    stayingUnits,
    floor,
    available: Math.max(0, quota - others.most - stayingUnits - floor),
    pool: Math.max(0, quota - others.most - stayingUnits),
    leastBudget: eventSourceQuotas.minimumConcurrency.value * service.plan.workers.length,
    reservedDuringDeployment: others.most + stayingUnits + overlap(service, own),
  };
}

/** What may be the service's own: under a shortened name, or not to be read although it is. */
function perhapsOwn({ reservations, unreadOwnFunctions }: AccountState, totalReserved: number): number {
  const unaccounted = unreadOwnFunctions > 0 ? totalReserved - sum(reservations) : 0;
  return unaccounted + sum(reservations.filter(({ owner }) => owner === 'perhaps-own'));
}

/** CloudFormation raises one reservation before it has lowered another, so each worker counts with the larger of old and new. */
function overlap({ plan }: WrittenService, { byWorker }: OwnReservations): number {
  return plan.workers.reduce(
    (units, { reservedConcurrency = 0 }, index) => units + Math.max(reservedConcurrency, sum(byWorker[index] ?? [])),
    0,
  );
}

function sum(reservations: readonly FunctionReservation[]): number {
  return reservations.reduce((units, { reservedConcurrency }) => units + reservedConcurrency, 0);
}
