import type { RequestStatus, ServiceQuotas } from '@aws-sdk/client-service-quotas';
import { concurrencyQuota } from './read-account';
import { unreadable } from './sdk-errors';

/** A request for a higher quota, as Service Quotas keeps it. */
export interface QuotaRequest {
  readonly id?: string;
  readonly desired: number;
  readonly status: string;
}

/** A request that is still open; another one for the same quota would be refused. */
const openStatuses: readonly RequestStatus[] = ['PENDING', 'CASE_OPENED'];

/**
 * The open request for more concurrent executions, if there is one.
 *
 * @throws SpillwayError `account-unreadable` where the requests cannot be listed
 */
export async function findOpenRequest(quotas: ServiceQuotas, region: string): Promise<QuotaRequest | undefined> {
  try {
    for await (const page of quotas.paginateListRequestedServiceQuotaChangeHistoryByQuota({ ...concurrencyQuota })) {
      const open = page.RequestedQuotas?.find(({ Status }) => openStatuses.some((status) => status === Status));
      if (open) {
        return { id: open.Id, desired: open.DesiredValue ?? 0, status: open.Status ?? '' };
      }
    }
    return undefined;
  } catch (error) {
    throw unreadable('servicequotas:ListRequestedServiceQuotaChangeHistoryByQuota', region, error);
  }
}

/**
 * Asks AWS for a higher quota of concurrent executions.
 *
 * @returns undefined where AWS says that a request is open already
 * @throws SpillwayError `account-unreadable` where the request is refused
 */
export async function requestIncrease(
  quotas: ServiceQuotas,
  { region, desired }: { readonly region: string; readonly desired: number },
): Promise<QuotaRequest | undefined> {
  try {
    const { RequestedQuota } = await quotas.requestServiceQuotaIncrease({ ...concurrencyQuota, DesiredValue: desired });
    return { id: RequestedQuota?.Id, desired, status: RequestedQuota?.Status ?? 'PENDING' };
  } catch (error) {
    if ((error as Error).name === 'ResourceAlreadyExistsException') {
      return undefined;
    }
    throw unreadable('servicequotas:RequestServiceQuotaIncrease', region, error);
  }
}
