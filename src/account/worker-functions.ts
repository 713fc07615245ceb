import type { FunctionReservation } from './account-state';
import type { WorkerPlan } from '../plan/concurrency-plan';

/** Whose the reservations of a service's stack are. */
export interface OwnReservations {
  /** What the functions of each worker reserve now, in the order of the workers. */
  readonly byWorker: readonly (readonly FunctionReservation[])[];
  /** Of functions that are no worker of the plan: it does not replace them. */
  readonly staying: readonly FunctionReservation[];
}

type Worker = Pick<WorkerPlan, 'name'>;

/**
 * Tells the workers' functions from the others of the stack, by the logical ids that the CDK gives them. Without the
 * stack it cannot be told which function is which: then there are neither.
 */
export function sortOwnReservations(
  workers: readonly Worker[],
  reservations: readonly FunctionReservation[],
): OwnReservations {
  const own = reservations.filter(({ owner, logicalId }) => owner === 'own' && logicalId !== undefined);
  const byWorker = workers.map((worker) => {
    const named = own.filter((reservation) => workerOf(reservation, workers) === worker);
    // what stands directly in the stack, as it is written; or what the user has put into a construct of their own
    const inStack = named.filter(({ logicalId }) => idPart(logicalId) === constructName(worker));
    return inStack.length > 0 ? inStack : named;
  });
  const ofWorkers = new Set(byWorker.flat());
  return { byWorker, staying: own.filter((reservation) => !ofWorkers.has(reservation)) };
}

/** The longest name that the id ends with, so that `big-orders` is not taken for `orders`. */
function workerOf({ logicalId }: FunctionReservation, workers: readonly Worker[]): Worker | undefined {
  return workers
    .filter((worker) => idPart(logicalId)?.endsWith(constructName(worker)))
    .sort((a, b) => constructName(b).length - constructName(a).length)[0];
}

/** Ids of constructs as they are in a logical id: `svcbigorders` in `svcbigordersHandler0A1B2C3D`. */
function idPart(logicalId = ''): string | undefined {
  return /^(.+)Handler[0-9A-F]{8}$/.exec(logicalId)?.[1];
}

function constructName({ name }: Worker): string {
  return name.replaceAll('-', '');
}
