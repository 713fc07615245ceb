import type { StackResourceSummary } from '@aws-sdk/client-cloudformation';
import type { EventSourceMappingConfiguration, FunctionConfiguration } from '@aws-sdk/client-lambda';
import { Refusal, type Script } from './fake-aws';
import type { Call } from './wire-formats';

const accountId = '111122223333';
export const region = 'eu-west-1';

/** What an account holds; tests change some of it. */
export interface AccountContents {
  readonly quota: number;
  /** Reserved concurrency by function; 0 for none. */
  readonly functions: Readonly<Record<string, number>>;
  /** Functions of the service's stack by logical id, with the name of each; undefined: never deployed. */
  readonly stack?: Readonly<Record<string, string>>;
  readonly mappings: readonly EventSourceMappingConfiguration[];
  readonly serviceQuota: number;
  readonly apiThrottle: { readonly rateLimit: number; readonly burstLimit: number };
  readonly openRequest?: number;
  /** Entries in each page of a list. */
  readonly pageSize: number;
}

export const busyAccount: AccountContents = {
  quota: 1000,
  functions: { billing: 300, search: 200, thumbnails: 0 },
  mappings: [],
  serviceQuota: 1000,
  apiThrottle: { rateLimit: 10_000, burstLimit: 5000 },
  pageSize: 50,
};

export const functionArn = (name: string) => `arn:aws:lambda:${region}:${accountId}:function:${name}`;
export const queueArn = (name: string) => `arn:aws:sqs:${region}:${accountId}:${name}`;

/** What AWS would answer about such an account. */
export function scriptOf(changes: Partial<AccountContents> = {}): Required<Script> {
  const account = { ...busyAccount, ...changes };
  const reserved = Object.values(account.functions).reduce((units, unit) => units + unit, 0);
  return {
    GetAccountSettings: () => ({
      AccountLimit: {
        ConcurrentExecutions: account.quota,
        UnreservedConcurrentExecutions: account.quota - reserved,
      },
      AccountUsage: { FunctionCount: Object.keys(account.functions).length },
    }),
    ListFunctions: (call) => {
      const { items, next } = pageOf(Object.keys(account.functions).map(configuration), account.pageSize, call);
      return { Functions: items, ...(next && { NextMarker: next }) };
    },
    GetFunctionConcurrency: ({ input }) => {
      const units = account.functions[input.FunctionName as string];
      return units === undefined
        ? new Refusal(404, 'ResourceNotFoundException')
        : { ...(units > 0 && { ReservedConcurrentExecutions: units }) };
    },
    ListEventSourceMappings: (call) => {
      const { items, next } = pageOf(account.mappings, account.pageSize, call);
      return { EventSourceMappings: items, ...(next && { NextMarker: next }) };
    },
    GetServiceQuota: () => ({
      Quota: { ServiceCode: 'lambda', QuotaCode: 'L-B99A9384', Value: account.serviceQuota, Adjustable: true },
    }),
    ListRequestedServiceQuotaChangeHistoryByQuota: () => ({
      RequestedQuotas: [
        { Id: 'request-1', Status: 'APPROVED', DesiredValue: 500 },
        ...(account.openRequest
          ? [{ Id: 'request-2', Status: 'PENDING', DesiredValue: account.openRequest } as const]
          : []),
      ],
    }),
    RequestServiceQuotaIncrease: ({ input }) => ({
      RequestedQuota: { Id: 'request-3', Status: 'PENDING', DesiredValue: input.DesiredValue as number },
    }),
    GetAccount: () => ({ throttleSettings: account.apiThrottle }),
    ListStackResources: () =>
      account.stack
        ? { StackResourceSummaries: Object.entries(account.stack).map(functionResource) }
        : new Refusal(400, 'ValidationError', 'Stack with id order-intake does not exist'),
  };
}

export function functionResource([logicalId, name]: readonly [string, string]): StackResourceSummary {
  return {
    LogicalResourceId: logicalId,
    PhysicalResourceId: name,
    ResourceType: 'AWS::Lambda::Function',
    LastUpdatedTimestamp: new Date('2026-11-01T00:00:00Z'),
    ResourceStatus: 'CREATE_COMPLETE',
  };
}

function configuration(name: string): FunctionConfiguration {
  return { FunctionName: name, FunctionArn: functionArn(name) };
}

/** Lambda's markers, which a client passes back as they are. */
function pageOf<T>(all: readonly T[], size: number, { input }: Call): { items: T[]; next: string | undefined } {
  const start = Number(input.Marker ?? 0);
  const end = start + size;
  return { items: all.slice(start, end), next: end < all.length ? String(end) : undefined };
}
