import type { Lambda } from '@aws-sdk/client-lambda';
import type { FunctionReservation } from './account-state';
import type { OwnFunctions } from './own-functions';
import { isNotFound } from './sdk-errors';
import type { UnreadParts } from './unread-parts';

/** Calls at once: enough to hide the latency of each, few enough to leave the API to others of the account. */
const callsAtOnce = 5;
/** Refusals in a row from the start after which the action counts as denied for all functions. */
const mostRefused = 20;

export interface ReservationSearch {
  readonly lambda: Lambda;
  /** Names of all functions, as far as they could be listed. */
  readonly functionNames: readonly string[];
  readonly own: OwnFunctions;
  /** Units that all functions together reserve; once they are found, nobody else is asked. */
  readonly totalReserved: number;
  readonly unread: UnreadParts;
}

export interface FoundReservations {
  /** Largest first. */
  readonly reservations: readonly FunctionReservation[];
  readonly unreadOwnFunctions: number;
}

/** Asks function by function, the service's own first, until all reserved concurrency has an owner. */
export async function readReservations(search: ReservationSearch): Promise<FoundReservations> {
  const { own, functionNames, totalReserved } = search;
  const waiting = [...new Set([...own.names, ...functionNames.filter(isOwn), ...functionNames])];
  const reservations: FunctionReservation[] = [];
  const unreadNames: string[] = [];
  let answered = 0;
  let found = 0;
  const askNext = async () => {
    for (let name = waiting.shift(); name !== undefined && isWorthAsking(); name = waiting.shift()) {
      const reservedConcurrency = await reservationOf(search, name);
      if (reservedConcurrency === undefined) {
        unreadNames.push(name);
        continue;
      }
      answered++;
      found += reservedConcurrency;
      if (reservedConcurrency > 0) {
        reservations.push({ name, reservedConcurrency, owner: own.ownerOf(name), logicalId: own.logicalIdOf(name) });
      }
    }
  };
  await Promise.all(Array.from({ length: callsAtOnce }, askNext));
  reservations.sort((a, b) => b.reservedConcurrency - a.reservedConcurrency || (a.name < b.name ? -1 : 1));
  return { reservations, unreadOwnFunctions: unreadNames.filter(isOwn).length };

  function isWorthAsking(): boolean {
    return found < totalReserved && (answered > 0 || unreadNames.length < mostRefused);
  }

  function isOwn(name: string): boolean {
    return own.ownerOf(name) !== 'other';
  }
}

/** 0 without a reservation, and of a function that was deleted meanwhile; undefined where the answer was refused. */
function reservationOf({ lambda, unread }: ReservationSearch, name: string): Promise<number | undefined> {
  return unread.attempt('lambda:GetFunctionConcurrency', async () => {
    try {
      const { ReservedConcurrentExecutions } = await lambda.getFunctionConcurrency({ FunctionName: name });
      return ReservedConcurrentExecutions ?? 0;
    } catch (error) {
      if (isNotFound(error)) {
        return 0;
      }
      throw error;
    }
  });
}
