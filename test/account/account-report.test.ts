import { describe, expect, it } from 'vitest';
import { queueArn, region } from './busy-account';
import { serviceOf } from './written-service';
import { reportAccount, type AccountReport } from '../../src/account/account-report';
import type { AccountState, FunctionReservation, Owner } from '../../src/account/account-state';
import type { Answers } from '../../src/spec/service-spec';

/** An account whose other functions reserve some units. */
function stateOf(quota: number, othersReserve: number, changes: Partial<AccountState> = {}): AccountState {
  const own = (changes.reservations ?? []).reduce((units, { reservedConcurrency }) => units + reservedConcurrency, 0);
  return {
    region,
    concurrentExecutions: quota,
    unreservedConcurrentExecutions: quota - othersReserve - own,
    reservations: [],
    unreadOwnFunctions: 0,
    unread: [],
    ...changes,
  };
}

function report(answers: Answers, state: AccountState): AccountReport {
  return reportAccount(serviceOf(answers), state);
}

const codes = ({ findings }: AccountReport) => findings.map(({ code }) => code);
const finding = ({ findings }: AccountReport, code: string) => findings.find((candidate) => candidate.code === code)!;
const handler = (name: string, reservedConcurrency: number, owner: FunctionReservation['owner'] = 'own') => ({
  name,
  reservedConcurrency,
  owner,
  ...(owner === 'own' && { logicalId: `${name}Handler0A1B2C3D` }),
});

describe('reportAccount', () => {
  it.each([
    // quota, reserved by others, floor, budget: deployable?
    [1000, 0, 100, 100, true],
    [1000, 800, 100, 100, true],
    [1000, 801, 100, 100, false],
    [1000, 0, 100, 900, true],
    [200, 0, 100, 100, true],
    [199, 0, 100, 100, false],
    [100, 0, 100, 2, false],
    [50, 0, 10, 40, true],
    [50, 0, 10, 41, false],
    [10, 0, 100, 2, false],
    [10, 0, 10, 2, false],
    [10_000, 9000, 100, 900, true],
    [10_000, 9001, 100, 900, false],
  ])('quota %i, others %i, floor %i, budget %i: fits is %s', (quota, others, unreservedFloor, budget, fits) => {
    const answers = { concurrencyBudget: budget, unreservedFloor, accountConcurrency: 10_000 };
    expect(report({ ...answers, reservation: 'reserve' }, stateOf(quota, others)).fits).toBe(fits);
  });

  it('finds the quota and the budget that it recommends to be enough, and one less not', () => {
    const state = stateOf(1000, 850);
    const { message, hint } = finding(report({}, state), 'reservation-over-account');
    expect(message).toBe(
      'reserved concurrency 100 does not fit: of the quota of 1000, others reserve 850 and 100 stay unreserved, which leaves 50',
    );
    expect(hint).toBe(
      'lower "concurrencyBudget" to 50, choose reservation "cap-only", or raise the quota to 1050 ("spillway account --request-increase 1050")',
    );
    expect(report({ concurrencyBudget: 50 }, state).fits).toBe(true);
    expect(report({ concurrencyBudget: 51 }, state).fits).toBe(false);
    expect(report({ reservation: 'cap-only' }, state).fits).toBe(true);
    expect(report({}, stateOf(1050, 850)).fits).toBe(true);
    expect(report({}, stateOf(1049, 850)).fits).toBe(false);
  });

  it('recommends no budget that the workers cannot be planned with', () => {
    const { hint } = finding(report({}, stateOf(1000, 899)), 'reservation-over-account');
    expect(hint).not.toContain('concurrencyBudget');
    expect(hint).toContain('--request-increase 1099');
  });

  it('says that a new account can reserve nothing at all', () => {
    const { message, hint } = finding(report({}, stateOf(10, 0)), 'no-reservation-possible');
    expect(message).toContain('the quota is 10, not above the floor of 100');
    expect(hint).toBe(
      'choose reservation "cap-only" with a "concurrencyBudget" of 10, or raise the quota to 200 ("spillway account --request-increase 200")',
    );
    expect(report({ reservation: 'cap-only', concurrencyBudget: 10 }, stateOf(10, 0)).fits).toBe(true);
    expect(report({}, stateOf(200, 0)).fits).toBe(true);
  });

  it('says where a smaller floor may apply', () => {
    const hint = (quota: number) => finding(report({}, stateOf(quota, 0)), 'no-reservation-possible').hint;
    expect(hint(50)).toContain('if Lambda keeps less here, state it as "unreservedFloor"');
    expect(hint(10)).not.toContain('unreservedFloor');
  });

  it('refuses caps above what is unreserved', () => {
    const answers = { reservation: 'cap-only', concurrencyBudget: 100 };
    const refused = report(answers, stateOf(1000, 911));
    expect(finding(refused, 'maximum-over-pool')).toMatchObject({
      severity: 'error',
      hint: expect.stringMatching(/"concurrencyBudget" to 89, or raise the quota to 1001 /) as string,
    });
    expect(report(answers, stateOf(1000, 910)).fits).toBe(true);
    expect(report({ ...answers, concurrencyBudget: 89 }, stateOf(1000, 911)).fits).toBe(true);
  });

  describe('of a service that is deployed already', () => {
    it('replaces what it reserves instead of adding to it', () => {
      const state = stateOf(1000, 800, { reservations: [handler('messages', 100)] });
      expect(report({}, state)).toMatchObject({
        fits: true,
        reserved: { total: 900, service: 100, others: 800 },
        available: 100,
        findings: [],
      });
    });

    it('warns when old and new reservations overlap while it is deployed', () => {
      const answers = { workers: ['orders=9', 'audit'] };
      const state = stateOf(1000, 800, { reservations: [handler('audit', 90), handler('orders', 10)] });
      const { message } = finding(report(answers, state), 'reservations-overlap');
      expect(message).toContain('up to 980 units can be reserved, over the 900 that the floor leaves');
      expect(report(answers, state).fits).toBe(true);
    });

    it.each([
      ['bigorders', ['big-orders'], true],
      ['ordering', ['orders'], false],
      // the user has put the workers into a construct
      ['intakeorders', ['orders'], true],
      ['intakebigorders', ['orders', 'big-orders'], true],
    ])('of a function %sHandler and workers %j, replaces the reservation: %s', (name, workers, fits) => {
      expect(report({ workers }, stateOf(1000, 800, { reservations: [handler(name, 100)] })).fits).toBe(fits);
    });

    it('takes a function in a construct for no worker where one stands in the stack', () => {
      const reservations = [handler('reportorders', 50), handler('orders', 50)];
      expect(report({ workers: ['orders'] }, stateOf(1000, 800, { reservations }))).toMatchObject({
        reserved: { service: 100, staying: 50 },
        fits: false,
      });
    });

    describe('with a function that is no worker', () => {
      const extra: FunctionReservation = {
        name: 'order-intake-report',
        reservedConcurrency: 50,
        owner: 'own',
        logicalId: 'ReportA1B2C3D4',
      };
      const reservations = [handler('messages', 50), extra];

      it('counts what it keeps: one unit more than fits is refused', () => {
        const refused = report({}, stateOf(1000, 751, { reservations }));
        expect(refused).toMatchObject({
          fits: false,
          available: 99,
          reserved: { service: 100, staying: 50, others: 751 },
        });
        expect(finding(refused, 'reservation-over-account')).toMatchObject({
          message:
            'reserved concurrency 100 does not fit: of the quota of 1000, others reserve 751, functions of this service that are no worker of the plan 50 (order-intake-report) and 100 stay unreserved, which leaves 99',
          hint: expect.stringMatching(/to 99, .* the quota to 1001 /) as string,
        });
        expect(report({}, stateOf(1000, 750, { reservations }))).toMatchObject({ fits: true, findings: [] });
        expect(report({ concurrencyBudget: 99 }, stateOf(1000, 751, { reservations })).fits).toBe(true);
        expect(report({}, stateOf(1001, 751, { reservations })).fits).toBe(true);
      });

      it('leaves that much less to a service that reserves nothing', () => {
        const capped = { reservation: 'cap-only' };
        const refused = finding(report(capped, stateOf(1000, 861, { reservations: [extra] })), 'maximum-over-pool');
        expect(refused.message).toContain('no worker of the plan 50 (order-intake-report), which leaves 89');
        expect(refused.hint).toContain('--request-increase 1001');
        expect(report(capped, stateOf(1000, 860, { reservations: [extra] })).fits).toBe(true);
      });

      it('counts the function of a worker that was renamed, which CloudFormation deletes last', () => {
        const renamed = stateOf(1000, 800, { reservations: [handler('messages', 100)] });
        expect(codes(report({ workers: ['orders'] }, renamed))).toEqual(['reservation-over-account']);
      });
    });

    it('only warns where some of what others reserve may be its own', () => {
      const perhaps = stateOf(1000, 800, {
        reservations: [handler('order-intake-with-a-long-n-x', 50, 'perhaps-own')],
      });
      expect(codes(report({}, perhaps))).toEqual(['reservation-perhaps-over-account']);
      const unreadOwn = stateOf(1000, 900, { unreadOwnFunctions: 1 });
      expect(codes(report({}, unreadOwn))).toEqual(['reservation-perhaps-over-account']);
      expect(report({}, stateOf(1000, 900)).fits).toBe(false);
    });
  });

  describe('on event sources', () => {
    const source = (functionName: string, maximumConcurrency?: number, owner: Owner = 'other') => {
      return { functionName, eventSourceArn: queueArn(functionName), maximumConcurrency, owner };
    };

    it('names those without a limit that draw on the unreserved units', () => {
      const queueSources = [
        ...['a', 'b', 'b', 'c', 'd'].map((name) => source(name)),
        source('limited', 5),
        source('mine', undefined, 'own'),
        source('reserving'),
      ];
      const state = { reservations: [handler('reserving', 100, 'other')], queueSources };
      const found = finding(report({}, stateOf(1000, 0, state)), 'event-sources-unlimited');
      expect(found.severity).toBe('info');
      expect(found.message).toContain('up to 800 of the 800 unreserved units');
      expect(found.message).toMatch(/: a, b, c and 1 more$/);
      const capped = report({ reservation: 'cap-only' }, stateOf(1000, 0, state));
      expect(finding(capped, 'event-sources-unlimited').severity).toBe('warning');
    });

    it.each([
      [1, 'up to 1250 of the 2900 unreserved units'],
      [2, 'up to 2500 of the 2900 unreserved units'],
      [3, 'up to 2900 of the 2900 unreserved units'],
    ])('knows how far %i of them can grow', (count, units) => {
      const queueSources = Array.from({ length: count }, () => source('unlimited'));
      const { message } = finding(report({}, stateOf(3000, 0, { queueSources })), 'event-sources-unlimited');
      expect(message).toContain(units);
    });

    it('adds up the limits of those that share the pool with a service that reserves nothing', () => {
      const queueSources = [source('a', 500), source('b', 411)];
      expect(codes(report({ reservation: 'cap-only' }, stateOf(1000, 0, { queueSources })))).toEqual([
        'event-sources-share-pool',
      ]);
      expect(codes(report({ reservation: 'cap-only' }, stateOf(1001, 0, { queueSources })))).toEqual(['quota-differs']);
      expect(codes(report({}, stateOf(1000, 0, { queueSources })))).toEqual([]);
    });

    it('does not count the service beside its own event source under a shortened name', () => {
      const state = (owner: Owner) => stateOf(1000, 0, { queueSources: [source('shortened', 911, owner)] });
      expect(codes(report({ reservation: 'cap-only' }, state('perhaps-own')))).toEqual([]);
      expect(codes(report({ reservation: 'cap-only' }, state('other')))).toEqual(['event-sources-share-pool']);
    });
  });

  it('compares the throttles of API Gateway', () => {
    const findings = (rateLimit: number, burstLimit: number) =>
      codes(report({}, stateOf(1000, 0, { apiThrottle: { rateLimit, burstLimit } })));
    expect(findings(450, 450)).toEqual([]);
    expect(findings(449, 450)).toEqual(['api-throttle-over-account']);
    expect(findings(450, 449)).toEqual(['api-throttle-over-account']);
    expect(codes(report({ api: 'iot' }, stateOf(1000, 0, { apiThrottle: { rateLimit: 1, burstLimit: 1 } })))).toEqual(
      [],
    );
  });

  it('says where the quota is another than the answers state, and where an increase is on its way', () => {
    expect(report({}, stateOf(500, 0)).findings).toMatchObject([{ code: 'quota-differs', severity: 'warning' }]);
    expect(report({}, stateOf(2000, 0)).findings).toMatchObject([{ code: 'quota-differs', severity: 'info' }]);
    expect(codes(report({}, stateOf(1000, 0, { serviceQuota: 3000 })))).toEqual(['quota-being-raised']);
  });

  it('names every part that could not be read, errors first', () => {
    const unread = [
      { action: 'apigateway:GET', kind: 'denied', reason: 'no' },
      { action: 'lambda:ListFunctions', kind: 'other', reason: 'internal failure' },
    ] as const;
    const { findings } = report({}, stateOf(1000, 900, { unread }));
    expect(findings.map(({ severity }) => severity)).toEqual(['error', 'warning', 'warning']);
    expect(findings[1]).toMatchObject({
      message: 'apigateway:GET is not allowed, so what API Gateway grants the account is not known',
      hint: 'allow apigateway:GET to see it',
    });
    expect(findings[2]!.message).toContain('lambda:ListFunctions failed (internal failure)');
  });
});
