import type { AccountFinding } from './account-findings';
import type { UnreadPart } from './account-state';
import { consequences } from './actions';
import type { Comparison } from './comparison';

/** Where the account's settings are not what the answers or the plan take them for. */
export function findingsOnSettings(comparison: Comparison): AccountFinding[] {
  return [
    ...quotaDiffers(comparison),
    ...quotaBeingRaised(comparison),
    ...apiThrottle(comparison),
    ...comparison.state.unread.map(unreadPart),
  ];
}

function quotaDiffers({ service, state }: Comparison): AccountFinding[] {
  const { accountConcurrency } = service.spec;
  const quota = state.concurrentExecutions;
  return quota === accountConcurrency
    ? []
    : [
        {
          code: 'quota-differs',
          severity: quota < accountConcurrency ? 'warning' : 'info',
          message: `the plan was derived for a quota of ${accountConcurrency}, and the account has ${quota}`,
          hint: `set "accountConcurrency" to ${quota} in .projenrc.ts and run "npx projen"`,
        },
      ];
}

function quotaBeingRaised({ state }: Comparison): AccountFinding[] {
  const { serviceQuota, concurrentExecutions } = state;
  return serviceQuota === undefined || serviceQuota === concurrentExecutions
    ? []
    : [
        {
          code: 'quota-being-raised',
          severity: 'info',
          message: `Service Quotas has ${serviceQuota} for this quota, and Lambda applies ${concurrentExecutions}`,
          hint: 'what Lambda applies decides; after an increase it can take a while to follow',
        },
      ];
}

/** A throttle above the account's never takes effect: all APIs together are refused sooner. */
function apiThrottle({ service, state }: Comparison): AccountFinding[] {
  const { api } = service.plan;
  const { apiThrottle: account } = state;
  const isOver = api && account && (api.rateLimit > account.rateLimit || api.burstLimit > account.burstLimit);
  return isOver
    ? [
        {
          code: 'api-throttle-over-account',
          severity: 'warning',
          message: `the API lets in ${api.rateLimit} requests/s with a burst of ${api.burstLimit}, and API Gateway grants all APIs of the account ${account.rateLimit}/s with a burst of ${account.burstLimit}`,
          hint: 'ask for a higher throttle (Service Quotas L-8A5B8E43), or lower "concurrencyBudget"',
        },
      ]
    : [];
}

const whatHappened: Partial<Record<UnreadPart['kind'], string>> = {
  denied: 'is not allowed',
  throttled: 'is throttled',
  unreachable: 'got no answer',
};

function unreadPart({ action, kind, reason }: UnreadPart): AccountFinding {
  return {
    code: 'part-unread',
    severity: 'warning',
    message: `${action} ${whatHappened[kind] ?? `failed (${reason})`}, so ${consequences[action]}`,
    hint: kind === 'denied' ? `allow ${action} to see it` : 'try again to see it',
  };
}
