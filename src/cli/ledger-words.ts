import type { LedgerGroup, LedgerService } from '../ledger/ledger';

/** Part of what can be reserved, in percent; a dash for a service that reserves nothing or where nothing can be. */
export function shareInWords({ reservation, share }: LedgerService): string {
  return reservation === 'cap-only' || share === undefined ? '-' : `${(share * 100).toFixed(1)} %`;
}

export function reservedInWords({ reservation, reserved }: LedgerService): string {
  return reservation === 'cap-only' ? '-' : String(reserved);
}

/** What can still be reserved, or how much does not fit. */
export function headroomInWords({ headroom, reserved }: LedgerGroup): string {
  return headroom < 0 && reserved > 0 ? `${-headroom} too many` : `${Math.max(0, headroom)} left to reserve`;
}
