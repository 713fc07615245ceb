import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { functionArn, functionResource, queueArn, region, scriptOf } from './busy-account';
import type { Operation } from './fake-aws';
import { useFakeAws } from './sdk-environment';
import { closeClients, openClients, type AccountClients } from '../../src/account/sdk-clients';
import { packageRoot } from '../../src/package-info';

const fake = useFakeAws();
let clients: AccountClients;

beforeEach(() => (clients = openClients({ directory: packageRoot, region, withApiGateway: true })));
afterEach(() => closeClients(clients));

const quotaCode = { ServiceCode: 'lambda', QuotaCode: 'L-B99A9384' };

/** The SDK parses by its own model and drops what that does not know, so whatever comes out again is spelled right. */
const roundTrips: Readonly<Record<Operation, (sdk: AccountClients) => Promise<object>>> = {
  GetAccountSettings: ({ lambda }) => lambda.getAccountSettings({}),
  ListFunctions: ({ lambda }) => lambda.listFunctions({}),
  GetFunctionConcurrency: ({ lambda }) => lambda.getFunctionConcurrency({ FunctionName: 'billing' }),
  ListEventSourceMappings: ({ lambda }) => lambda.listEventSourceMappings({}),
  GetServiceQuota: ({ quotas }) => quotas.getServiceQuota(quotaCode),
  ListRequestedServiceQuotaChangeHistoryByQuota: ({ quotas }) =>
    quotas.listRequestedServiceQuotaChangeHistoryByQuota(quotaCode),
  RequestServiceQuotaIncrease: ({ quotas }) => quotas.requestServiceQuotaIncrease({ ...quotaCode, DesiredValue: 3000 }),
  GetAccount: ({ apiGateway }) => apiGateway!.getAccount({}),
  ListStackResources: ({ cloudFormation }) => cloudFormation.listStackResources({ StackName: 'order-intake' }),
};

const fullScript = scriptOf({
  pageSize: 1,
  openRequest: 2000,
  stack: { ordersHandler0A1B2C3D: 'order-intake-orders' },
  mappings: [
    {
      EventSourceArn: queueArn('a'),
      FunctionArn: functionArn('a'),
      State: 'Enabled',
      ScalingConfig: { MaximumConcurrency: 7 },
      ProvisionedPollerConfig: { MaximumPollers: 3 },
    },
  ],
});

describe('the fake AWS', () => {
  it.each(Object.keys(roundTrips) as Operation[])("answers %s in the words of the SDK's model", async (operation) => {
    fake.play(fullScript);
    const { $metadata, ...parsed } = (await roundTrips[operation](clients)) as { $metadata: object };
    const { input } = fake.aws.calls[0]!;
    expect(parsed).toEqual(fullScript[operation]({ accessKeyId: '', service: '', region, operation, input }));
    expect(fake.aws.calls[0]).toMatchObject({ operation, region });
  });

  it('notices a field that the model does not know', async () => {
    fake.play({ GetAccount: () => ({ throttleSettings: { ratelimit: 1 } }) as object });
    const { throttleSettings } = await clients.apiGateway!.getAccount({});
    expect(throttleSettings).toEqual({});
  });

  it('lists functions of a stack as CloudFormation does', async () => {
    fake.play(fullScript);
    const { StackResourceSummaries } = await clients.cloudFormation.listStackResources({ StackName: 'order-intake' });
    expect(StackResourceSummaries).toEqual([functionResource(['ordersHandler0A1B2C3D', 'order-intake-orders'])]);
  });
});
