import type { GuardApp } from '../guard-app';
import { numberOf, workersOf } from '../service-parts';

/** The workers reserve the whole budget. */
export const change: GuardApp['change'] = (service, comply) => {
  const { handler } = workersOf(service)[0]!;
  const reserved = numberOf(handler, 'ReservedConcurrentExecutions');
  handler.addPropertyOverride('ReservedConcurrentExecutions', reserved + (comply ? 0 : 1));
};

export const path = /\/orders\/Handler\/Resource 51, /;
