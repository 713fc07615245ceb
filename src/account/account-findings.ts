import type { Comparison } from './comparison';
import { findingsOnEventSources } from './event-source-findings';
import { findingsOnFit } from './fit-findings';
import { findingsOnSettings } from './settings-findings';
import type { Finding } from '../plan/concurrency-plan';

export type AccountFindingCode =
  | 'reservation-over-account'
  | 'reservation-perhaps-over-account'
  | 'no-reservation-possible'
  | 'maximum-over-pool'
  | 'reservations-overlap'
  | 'event-sources-unlimited'
  | 'event-sources-share-pool'
  | 'quota-differs'
  | 'quota-being-raised'
  | 'api-throttle-over-account'
  | 'part-unread';

/** Something that a user should know before a deployment; an error keeps it from succeeding. */
export interface AccountFinding extends Omit<Finding, 'code' | 'source'> {
  readonly code: AccountFindingCode;
}

const order: readonly AccountFinding['severity'][] = ['error', 'warning', 'info'];

/** What stands out when an account is compared with a plan, most severe first. */
export function accountFindings(comparison: Comparison): AccountFinding[] {
  return [...findingsOnFit(comparison), ...findingsOnSettings(comparison), ...findingsOnEventSources(comparison)].sort(
    (a, b) => order.indexOf(a.severity) - order.indexOf(b.severity),
  );
}
