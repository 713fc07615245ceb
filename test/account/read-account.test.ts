import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { functionArn, functionResource, queueArn, region, scriptOf } from './busy-account';
import { Refusal } from './fake-aws';
import { useFakeAws } from './sdk-environment';
import { readAccount } from '../../src/account/read-account';
import { closeClients, openClients, type AccountClients } from '../../src/account/sdk-clients';
import { packageRoot } from '../../src/package-info';

const fake = useFakeAws();
let clients: AccountClients;

beforeEach(() => (clients = openClients({ directory: packageRoot, region, withApiGateway: true })));
afterEach(() => closeClients(clients));

const stackName = 'order-intake';
const read = () => readAccount(clients, { region, stackName });
const denied = () => new Refusal(403, 'AccessDeniedException');
const throttled = () => new Refusal(429, 'TooManyRequestsException');

/** Answers with refusals before it answers well. */
function after<T>(refusals: number, refuse: () => Refusal, answer: T): T | (() => Refusal) {
  let calls = 0;
  return ((...args: []) => (calls++ < refusals ? refuse() : (answer as (...given: []) => unknown)(...args))) as T;
}

describe('readAccount', () => {
  it('reads quota, reservations, throttle and whose the account is', async () => {
    expect(await read()).toEqual({
      region,
      accountId: '111122223333',
      concurrentExecutions: 1000,
      unreservedConcurrentExecutions: 500,
      serviceQuota: 1000,
      functionCount: 3,
      reservations: [
        { name: 'billing', reservedConcurrency: 300, owner: 'other', logicalId: undefined },
        { name: 'search', reservedConcurrency: 200, owner: 'other', logicalId: undefined },
      ],
      unreadOwnFunctions: 0,
      queueSources: [],
      apiThrottle: { rateLimit: 10_000, burstLimit: 5000 },
      unread: [],
    });
    expect(fake.aws.calls.map((call) => call.region)).toEqual(fake.aws.calls.map(() => region));
  });

  it('follows all pages of functions and event sources', async () => {
    const names = Array.from({ length: 23 }, (_none, index) => `function-${index}`);
    const mappings = names.map((name) => ({ EventSourceArn: queueArn(name), FunctionArn: functionArn(name) }));
    const functions = Object.fromEntries(names.map((name, index) => [name, index]));
    fake.play(scriptOf({ functions, mappings, pageSize: 5 }));
    const { functionCount, reservations, queueSources } = await read();
    expect(functionCount).toBe(23);
    expect(reservations.map(({ reservedConcurrency }) => reservedConcurrency)).toEqual(
      Array.from({ length: 22 }, (_none, index) => 22 - index),
    );
    expect(queueSources).toHaveLength(23);
    expect([fake.aws.count('ListFunctions'), fake.aws.count('ListEventSourceMappings')]).toEqual([5, 5]);
    expect(fake.aws.mostAtOnce).toBeLessThanOrEqual(5);
  });

  it('asks no more functions once all reserved concurrency has an owner', async () => {
    const idle = Object.fromEntries(Array.from({ length: 200 }, (_none, index) => [`idle-${index}`, 0]));
    fake.play(scriptOf({ functions: { billing: 300, ...idle } }));
    expect((await read()).reservations).toHaveLength(1);
    expect(fake.aws.count('GetFunctionConcurrency')).toBeLessThan(10);
    fake.aws.calls.length = 0;
    fake.play(scriptOf({ functions: idle }));
    await read();
    expect(fake.aws.count('GetFunctionConcurrency')).toBe(0);
  });

  it('knows its own functions by the stack and by the stacks nested in it', async () => {
    const nestedStack = `arn:aws:cloudformation:${region}:111122223333:stack/nested/1a2b`;
    fake.play(scriptOf({ functions: { billing: 300, outer: 20, inner: 30 } }));
    fake.play({
      ListStackResources: ({ input }) => {
        const resource = (logicalId: string, name: string) => functionResource([logicalId, name]);
        return input.StackName === stackName
          ? {
              StackResourceSummaries: [
                resource('ordersHandler0A1B2C3D', 'outer'),
                { ...resource('Nested', nestedStack), ResourceType: 'AWS::CloudFormation::Stack' },
              ],
            }
          : { StackResourceSummaries: [resource('InnerHandler', 'inner')] };
      },
    });
    const { reservations } = await read();
    expect(reservations.map(({ name, owner, logicalId }) => [name, owner, logicalId])).toEqual([
      ['billing', 'other', undefined],
      ['inner', 'own', 'InnerHandler'],
      ['outer', 'own', 'ordersHandler0A1B2C3D'],
    ]);
  });

  it('knows them by their names where the stack may not be read', async () => {
    const functions = {
      'order-intake-ordersHandler0A1B2C3D-Ab12Cd34Ef56': 1,
      'order-intake-v2-ordersHandler0A1B2C3D-Ab12Cd34Ef56': 2,
      'order-intakes-ordersHandler0A1B2C3D-Ab12Cd34Ef56': 3,
    };
    fake.play({ ...scriptOf({ functions }), ListStackResources: () => new Refusal(403, 'AccessDenied') });
    const { reservations, unread } = await read();
    expect(reservations.map(({ owner }) => owner)).toEqual(['other', 'other', 'own']);
    expect(unread).toMatchObject([{ action: 'cloudformation:ListStackResources', kind: 'denied' }]);
    functions['order-intake-ordersHandler0A1B2C3D-Ab12Cd34Ef56'] = 4;
    const longName = 'order-intake-of-the-northern-warehouse';
    const cut = { 'order-intake-of-the-north-ordersHandler0A1B2C3D-Ab12Cd34Ef56': 5 };
    fake.play({ ...scriptOf({ functions: cut }), ListStackResources: () => new Refusal(403, 'AccessDenied') });
    const { reservations: perhaps } = await readAccount(clients, { region, stackName: longName });
    expect(perhaps.map(({ owner }) => owner)).toEqual(['perhaps-own']);
  });

  it('takes the limit of an event source from its scaling or its pollers, and only queues that are on', async () => {
    const mapping = { FunctionArn: `${functionArn('billing')}:live`, State: 'Enabled' };
    const mappings = [
      { ...mapping, EventSourceArn: queueArn('free') },
      { ...mapping, EventSourceArn: queueArn('capped'), ScalingConfig: { MaximumConcurrency: 7 } },
      { ...mapping, EventSourceArn: queueArn('polled'), ProvisionedPollerConfig: { MaximumPollers: 3 } },
      { ...mapping, EventSourceArn: queueArn('default'), ProvisionedPollerConfig: { MinimumPollers: 2 } },
      { ...mapping, EventSourceArn: queueArn('off'), State: 'Disabled' },
      { ...mapping, EventSourceArn: `arn:aws:kinesis:${region}:111122223333:stream/clicks` },
    ];
    fake.play(scriptOf({ mappings }));
    const { queueSources } = await read();
    expect(queueSources!.map(({ maximumConcurrency }) => maximumConcurrency)).toEqual([undefined, 7, 30, 2000]);
    expect(queueSources![0]!.functionName).toBe('billing');
  });

  it('waits and tries again when it is throttled', async () => {
    const { GetAccountSettings, GetFunctionConcurrency } = scriptOf();
    fake.play({
      GetAccountSettings: after(2, throttled, GetAccountSettings) as typeof GetAccountSettings,
      GetFunctionConcurrency: after(2, throttled, GetFunctionConcurrency) as typeof GetFunctionConcurrency,
    });
    const { reservations, unread } = await read();
    expect(reservations).toHaveLength(2);
    expect(unread).toEqual([]);
    expect(fake.aws.count('GetAccountSettings')).toBe(3);
  });

  it('does without whatever may not be read, and says what', async () => {
    fake.play({
      ListFunctions: denied,
      ListEventSourceMappings: denied,
      GetServiceQuota: denied,
      GetAccount: denied,
      ListStackResources: () => new Refusal(403, 'AccessDenied'),
    });
    const state = await read();
    expect(state).toMatchObject({ concurrentExecutions: 1000, unreservedConcurrentExecutions: 500, reservations: [] });
    expect(state.unread.map(({ action, kind }) => `${kind} ${action}`).sort()).toEqual([
      'denied apigateway:GET',
      'denied cloudformation:ListStackResources',
      'denied lambda:ListEventSourceMappings',
      'denied lambda:ListFunctions',
      'denied servicequotas:GetServiceQuota',
    ]);
  });

  it('does not ask hundreds of functions what it may not know', async () => {
    const names = Array.from({ length: 300 }, (_none, index) => [`function-${index}`, 1]);
    fake.play({ ...scriptOf({ functions: Object.fromEntries(names) }), GetFunctionConcurrency: denied });
    const { unread } = await read();
    expect(unread).toMatchObject([{ action: 'lambda:GetFunctionConcurrency', kind: 'denied' }]);
    expect(fake.aws.count('GetFunctionConcurrency')).toBeLessThanOrEqual(25);
  });

  it('counts own functions that it may not read', async () => {
    const stack = { ordersHandler0A1B2C3D: 'orders' };
    fake.play({ ...scriptOf({ stack, functions: { orders: 20, billing: 300 } }) });
    const { GetFunctionConcurrency } = scriptOf({ functions: { billing: 300 } });
    fake.play({
      GetFunctionConcurrency: (call) =>
        call.input.FunctionName === 'orders' ? denied() : GetFunctionConcurrency(call),
    });
    expect(await read()).toMatchObject({ unreadOwnFunctions: 1, reservations: [{ name: 'billing' }] });
  });

  it('takes a function that is deleted meanwhile for one without a reservation', async () => {
    const { GetFunctionConcurrency } = scriptOf({ functions: { billing: 300 } });
    fake.play({ GetFunctionConcurrency });
    expect(await read()).toMatchObject({ reservations: [{ name: 'billing' }], unread: [] });
  });

  it.each([
    [403, 'AccessDeniedException', /do not allow lambda:GetAccountSettings; grant it/],
    [403, 'ExpiredTokenException', /the AWS credentials were refused; renew them/],
    [403, 'UnrecognizedClientException', /see that eu-west-1 is enabled for the account/],
    [400, 'SomethingElse', /lambda:GetAccountSettings failed/],
  ])('fails without the settings of Lambda: %i %s', async (status, code, message) => {
    fake.play({ GetAccountSettings: () => new Refusal(status, code) });
    await expect(read()).rejects.toThrow(message);
    await expect(read()).rejects.toMatchObject({ code: 'account-unreadable', cause: { name: code } });
  });

  it('fails when the credentials expire while it reads', async () => {
    fake.play({ GetFunctionConcurrency: () => new Refusal(403, 'ExpiredTokenException') });
    await expect(read()).rejects.toThrow(/the AWS credentials were refused/);
  });

  it('fails without credentials, and at once', async () => {
    ['AWS_ACCESS_KEY_ID', 'AWS_SECRET_ACCESS_KEY'].forEach((name) => vi.stubEnv(name, undefined));
    await expect(read()).rejects.toThrow(
      /no AWS credentials; name a profile that has some with --profile or AWS_PROFILE/,
    );
    expect(fake.aws.calls).toEqual([]);
  });

  it('fails when nobody answers', async () => {
    await fake.aws.stop();
    await expect(read()).rejects.toThrow(/lambda:GetAccountSettings got no answer; check the network/);
  });

  it('fails on an answer that is not of Lambda', async () => {
    fake.play({ GetAccountSettings: () => ({}) });
    await expect(read()).rejects.toMatchObject({
      cause: { message: 'the answer names no quota of concurrent executions' },
    });
  });
});
