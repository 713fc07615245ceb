import type { FunctionConfiguration, Lambda } from '@aws-sdk/client-lambda';
import type { AccountState } from './account-state';
import { accountIn } from './arn';
import { findOwnFunctions } from './own-functions';
import { readQueueSources } from './read-queue-sources';
import { readReservations } from './read-reservations';
import type { AccountClients } from './sdk-clients';
import { UnreadParts } from './unread-parts';

/** Quota "Concurrent executions" of Lambda in Service Quotas. */
export const concurrencyQuota = { ServiceCode: 'lambda', QuotaCode: 'L-B99A9384' } as const;

export interface ReadRequest {
  readonly region: string;
  /** Stack of the service; its functions are told apart from the others. */
  readonly stackName: string;
}

/**
 * Reads an account. Only the settings of Lambda are indispensable: they tell the quota and the sum of all reservations.
 * What else is refused is noted in the state.
 *
 * @throws SpillwayError `account-unreadable` without credentials, or where the settings cannot be read
 */
export async function readAccount(clients: AccountClients, request: ReadRequest): Promise<AccountState> {
  const { region, stackName } = request;
  const { lambda, cloudFormation } = clients;
  const unread = new UnreadParts(region);
  const limits = await readLimits(lambda, unread);
  const [own, functions, beside] = await Promise.all([
    findOwnFunctions(cloudFormation, stackName, unread),
    unread.attempt('lambda:ListFunctions', () => listFunctions(lambda)),
    readBesideLambda(clients, unread),
  ]);
  const found = await readReservations({
    lambda,
    functionNames: functions?.map(({ FunctionName }) => FunctionName!) ?? [],
    own,
    totalReserved: limits.concurrentExecutions - limits.unreservedConcurrentExecutions,
    unread,
  });
  const queueSources = await unread.attempt('lambda:ListEventSourceMappings', () => readQueueSources(lambda, own));
  return {
    region,
    accountId: accountIn(functions?.[0]?.FunctionArn),
    ...limits,
    functionCount: functions?.length,
    ...found,
    queueSources,
    ...beside,
    unread: unread.all,
  };
}

/**
 * The quota of concurrent executions, and what of it no function has reserved.
 *
 * @throws SpillwayError `account-unreadable`
 */
export async function readLimits(
  lambda: Lambda,
  unread: UnreadParts,
): Promise<Pick<AccountState, 'concurrentExecutions' | 'unreservedConcurrentExecutions'>> {
  return unread.require('lambda:GetAccountSettings', async () => {
    const { AccountLimit } = await lambda.getAccountSettings({});
    const { ConcurrentExecutions, UnreservedConcurrentExecutions } = AccountLimit ?? {};
    if (ConcurrentExecutions === undefined || UnreservedConcurrentExecutions === undefined) {
      throw new Error('the answer names no quota of concurrent executions');
    }
    return {
      concurrentExecutions: ConcurrentExecutions,
      unreservedConcurrentExecutions: UnreservedConcurrentExecutions,
    };
  });
}

async function listFunctions(lambda: Lambda): Promise<FunctionConfiguration[]> {
  const functions: FunctionConfiguration[] = [];
  for await (const page of lambda.paginateListFunctions({})) {
    functions.push(...(page.Functions ?? []));
  }
  return functions;
}

async function readBesideLambda(
  { quotas, apiGateway }: AccountClients,
  unread: UnreadParts,
): Promise<Pick<AccountState, 'serviceQuota' | 'apiThrottle'>> {
  const [quota, account] = await Promise.all([
    unread.attempt('servicequotas:GetServiceQuota', () => quotas.getServiceQuota(concurrencyQuota)),
    apiGateway && unread.attempt('apigateway:GET', () => apiGateway.getAccount({})),
  ]);
  const { rateLimit, burstLimit } = account?.throttleSettings ?? {};
  return {
    serviceQuota: quota?.Quota?.Value,
    ...(rateLimit !== undefined && burstLimit !== undefined && { apiThrottle: { rateLimit, burstLimit } }),
  };
}
