import { existsSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { fakeTerminal, type FakeTerminal } from './fake-terminal';
import type { AccountReport } from '../../src/account/account-report';
import { accountCommand, type AccountRequest } from '../../src/cli/account-command';
import type { IncreaseReport } from '../../src/cli/increase-quota';
import { runProgram } from '../../src/cli/program';
import { scriptOf } from '../account/busy-account';
import { Refusal } from '../account/fake-aws';
import { useFakeAws } from '../account/sdk-environment';
import { ProjectOnDisk } from '../account/written-service';

const confirmation = vi.hoisted(() => ({ asked: [] as string[], answer: true }));
vi.mock('../../src/cli/prompts', () => ({
  askConfirmation: (message: string) => {
    confirmation.asked.push(message);
    return Promise.resolve(confirmation.answer);
  },
}));

const fake = useFakeAws();
let project: ProjectOnDisk;
let terminal: FakeTerminal;

beforeEach(() => {
  project = new ProjectOnDisk();
  terminal = fakeTerminal();
  confirmation.asked = [];
  confirmation.answer = true;
});
afterEach(() => project.remove());

function call(flags: AccountRequest['flags'] = {}, changes: Partial<AccountRequest['environment']> = {}) {
  const environment = { neverAsk: false, hasTerminal: false, packageManager: undefined, ...changes };
  const directory = project.directory;
  return accountCommand({
    directory: undefined,
    flags,
    environment: { workingDirectory: directory, ...environment },
    terminal,
  });
}

const said = () => terminal.said.join('\n');
const result = <T>() => JSON.parse(terminal.results.join('\n')) as T;

describe('spillway account', () => {
  it('ends with 0 where the plan fits, and says nothing that does not matter', async () => {
    expect(await call()).toBe(0);
    expect(terminal.results.join('\n')).toMatch(/^order-intake in account 111122223333, eu-west-1\n[^]*fits\.$/);
    expect(terminal.said).toEqual([]);
  });

  it('ends with 2 where it does not, with the numbers and the ways out', async () => {
    fake.play(scriptOf({ functions: { billing: 850 } }));
    expect(await call()).toBe(2);
    expect(said()).toMatch(
      /^error: reserved concurrency 100 does not fit: .* others reserve 850 .*which leaves 50; lower/,
    );
    expect(terminal.results.join('\n')).toMatch(/order-intake does not fit\.$/);
  });

  it('ends with 2 in a new account', async () => {
    fake.play(scriptOf({ quota: 10, functions: {}, serviceQuota: 10 }));
    expect(await call()).toBe(2);
    expect(said()).toContain('the quota is 10');
    expect(said()).toContain('set "accountConcurrency" to 10');
  });

  it('prints one document with --json, whatever the end', async () => {
    fake.play(scriptOf({ functions: { billing: 850 } }));
    expect(await call({ json: true })).toBe(2);
    expect(result<AccountReport>()).toMatchObject({
      service: 'order-intake',
      region: 'eu-west-1',
      accountId: '111122223333',
      quota: 1000,
      serviceQuota: 1000,
      reserved: { total: 850, service: 0, others: 850 },
      unreservedFloor: 100,
      available: 50,
      plan: { concurrencyBudget: 100, reservation: 'reserve', reserved: 100, maximum: 90, api: { rateLimit: 450 } },
      fits: false,
      reservations: [{ name: 'billing', reservedConcurrency: 850, owner: 'other' }],
      findings: [{ code: 'reservation-over-account', severity: 'error' }],
    });
    expect(terminal.results).toHaveLength(1);
  });

  it('counts what the service itself reserves as replaced', async () => {
    const stack = { messagesHandler0A1B2C3D: 'mine' };
    fake.play(scriptOf({ stack, functions: { mine: 100, billing: 800 } }));
    expect(await call()).toBe(0);
    expect(terminal.results.join('\n')).toMatch(/reserved by this service\s+100 {2}1 function, replaced/);
  });

  it('asks API Gateway only where the plan has a throttle', async () => {
    await call();
    expect(fake.aws.count('GetAccount')).toBe(1);
    project.remove();
    project = new ProjectOnDisk({ api: 'iot' });
    await call();
    expect(fake.aws.count('GetAccount')).toBe(1);
  });

  it('signs every call with the credentials of --profile', async () => {
    const credentials = join(project.directory, 'credentials');
    writeFileSync(credentials, '[audit]\naws_access_key_id = AKIDAUDIT\naws_secret_access_key = secret\n');
    vi.stubEnv('AWS_SHARED_CREDENTIALS_FILE', credentials);
    ['AWS_ACCESS_KEY_ID', 'AWS_SECRET_ACCESS_KEY'].forEach((name) => vi.stubEnv(name, undefined));
    expect(await runProgram(['account', project.directory, '--profile', 'audit'], terminal)).toBe(0);
    expect(new Set(fake.aws.calls.map(({ accessKeyId }) => accessKeyId))).toEqual(new Set(['AKIDAUDIT']));
    expect(await runProgram(['account', project.directory, '--profile', 'nobody'], terminal)).toBe(1);
    expect(said()).toMatch(/^error: cannot read the account in eu-west-1: no AWS credentials; name a profile/);
  });

  it('warns of what it may not read and goes by the rest', async () => {
    fake.play({ ...scriptOf({ functions: { billing: 850 } }), ListFunctions: () => new Refusal(403, 'AccessDenied') });
    expect(await call()).toBe(2);
    expect(said()).toMatch(/others reserve 850[^]*warning: lambda:ListFunctions is not allowed/);
  });

  it('ends with 2 where there is no manifest that could be read', async () => {
    project.writeManifest('{');
    expect(await call({ json: true })).toBe(2);
    expect(result<{ problems: { code: string }[] }>().problems).toMatchObject([{ code: 'invalid-manifest' }]);
    expect(fake.aws.calls).toEqual([]);
  });

  it('names the client that is not installed', async () => {
    project.removeSdk();
    await expect(call()).rejects.toThrow(
      '@aws-sdk/client-lambda is not installed in the project; install its dependencies, and run "npx projen" before if package.json lacks it',
    );
    expect(existsSync(join(project.directory, 'node_modules'))).toBe(false);
  });
});

describe('the program', () => {
  it('ends with 1 where the account cannot be read, and says which action is missing', async () => {
    fake.play({ GetAccountSettings: () => new Refusal(403, 'AccessDeniedException', 'ana is not authorized') });
    expect(await runProgram(['account', project.directory], terminal)).toBe(1);
    expect(said()).toBe(
      'error: cannot read the account in eu-west-1: the AWS credentials do not allow lambda:GetAccountSettings; grant it to them\n  because ana is not authorized',
    );
  });

  it('passes flags and exit codes on', async () => {
    expect(await runProgram(['account', '/nowhere', '--json'], terminal)).toBe(2);
    expect(result<{ problems: object[] }>().problems).toHaveLength(1);
    terminal.results.length = 0;
    expect(
      await runProgram(['account', project.directory, '--request-increase', '3000', '--yes', '--json'], terminal),
    ).toBe(0);
    expect(result<IncreaseReport>().filed).toBe(true);
  });
});

describe('spillway account --request-increase', () => {
  const terminalThere = { hasTerminal: true };

  it('files the request once it is confirmed', async () => {
    expect(await call({ requestIncrease: '3000' }, terminalThere)).toBe(0);
    expect(confirmation.asked).toEqual(['Ask AWS to raise the concurrency quota in eu-west-1 from 1000 to 3000?']);
    expect(fake.aws.calls.at(-1)).toMatchObject({
      operation: 'RequestServiceQuotaIncrease',
      input: { ServiceCode: 'lambda', QuotaCode: 'L-B99A9384', DesiredValue: 3000 },
    });
    expect(said()).toContain('asked AWS to raise the concurrency quota in eu-west-1 from 1000 to 3000 (request-3)');
  });

  it('files nothing when the answer is no', async () => {
    confirmation.answer = false;
    expect(await call({ requestIncrease: '3000' }, terminalThere)).toBe(130);
    expect(fake.aws.count('RequestServiceQuotaIncrease')).toBe(0);
    expect(said()).toBe('cancelled, nothing was requested');
  });

  it('takes --yes for a confirmation', async () => {
    expect(await call({ requestIncrease: '3000', yes: true, json: true })).toBe(0);
    expect(confirmation.asked).toEqual([]);
    expect(result<IncreaseReport>()).toEqual({
      region: 'eu-west-1',
      quota: 1000,
      request: { id: 'request-3', desired: 3000, status: 'PENDING' },
      filed: true,
    });
  });

  it.each([{}, { hasTerminal: true, neverAsk: true }])(
    'ends with 2 where nobody can confirm: %j',
    async (environment) => {
      expect(await call({ requestIncrease: '3000' }, environment)).toBe(2);
      expect(said()).toBe(
        'error: --yes: not given, and there is no terminal to ask for a confirmation at; give it to file the request',
      );
      expect(fake.aws.calls).toEqual([]);
    },
  );

  it.each(['1000', '999', '0', '-5', '1.5', 'many', ''])('refuses %j', async (requestIncrease) => {
    expect(await call({ requestIncrease, yes: true, json: true })).toBe(2);
    expect(said()).toMatch(
      /^error: --request-increase: ("[^"]*" is not valid; give the new quota as a whole number|\d+ is not above the quota of 1000 that the account has; give at least 1001)/,
    );
    expect(fake.aws.count('RequestServiceQuotaIncrease')).toBe(0);
  });

  it.each([
    [3000, 0, /^warning: nothing was requested: a request for 3000 is open \(request-2\).*; wait for its answer$/],
    [2999, 2, /^error: nothing was requested: a request for 2999 is open .* answer, then ask for 3000 again$/],
  ])('tells of an open request for %i, and ends with %i', async (openRequest, exitCode, words) => {
    fake.play(scriptOf({ openRequest }));
    expect(await call({ requestIncrease: '3000', yes: true, json: true })).toBe(exitCode);
    expect(said()).toMatch(words);
    expect(result<IncreaseReport>()).toMatchObject({ filed: false, request: { desired: openRequest } });
    expect(fake.aws.count('RequestServiceQuotaIncrease')).toBe(0);
  });

  it('ends with 2 where only AWS knows of one, for it may be smaller', async () => {
    fake.play({ RequestServiceQuotaIncrease: () => new Refusal(400, 'ResourceAlreadyExistsException') });
    expect(await call({ requestIncrease: '3000', yes: true, json: true })).toBe(2);
    expect(said()).toMatch(/^error: nothing was requested: a request is open, and AWS takes one at a time/);
    expect(result<IncreaseReport>()).toMatchObject({ filed: false, request: null });
  });

  it.each(['ListRequestedServiceQuotaChangeHistoryByQuota', 'RequestServiceQuotaIncrease'] as const)(
    'names %s where it is denied',
    async (operation) => {
      fake.play({ [operation]: () => new Refusal(400, 'AccessDeniedException') });
      await expect(call({ requestIncrease: '3000', yes: true })).rejects.toThrow(
        `cannot request the increase in eu-west-1: the AWS credentials do not allow servicequotas:${operation}; grant it`,
      );
    },
  );
});
