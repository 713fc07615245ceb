/** By IAM action that a report can do without: what it lacks then. */
export const consequences = {
  'lambda:ListFunctions': 'who reserves what is not known, only how much it is together',
  'lambda:GetFunctionConcurrency': 'some reservations have no owner in this report; their sum is known',
  'lambda:ListEventSourceMappings': 'event sources without maximum concurrency are not known',
  'cloudformation:ListStackResources': "the service's own functions are known by their names only",
  'servicequotas:GetServiceQuota': 'what Service Quotas has for the quota is not known',
  'apigateway:GET': 'what API Gateway grants the account is not known',
} as const;

/** An IAM action that a report can do without. */
export type OptionalAction = keyof typeof consequences;

export const optionalActions = Object.keys(consequences) as readonly OptionalAction[];

/** What a request for a higher quota needs besides. */
export const increaseActions = [
  'servicequotas:ListRequestedServiceQuotaChangeHistoryByQuota',
  'servicequotas:RequestServiceQuotaIncrease',
] as const;

/** The one action without which there is nothing to report. */
export const requiredAction = 'lambda:GetAccountSettings';

/** Every action that is ever needed. */
export type Action = OptionalAction | (typeof increaseActions)[number] | typeof requiredAction;
