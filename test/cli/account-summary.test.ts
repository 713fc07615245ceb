import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { reportAccount } from '../../src/account/account-report';
import type { FunctionReservation } from '../../src/account/account-state';
import { summarizeAccount } from '../../src/cli/account-summary';
import type { Answers } from '../../src/spec/service-spec';
import { serviceOf } from '../account/written-service';

interface Account {
  readonly answers?: Answers;
  readonly quota?: number;
  readonly reservations?: readonly FunctionReservation[];
}

function summaryOf({ answers, quota = 1000, reservations = [] }: Account): string {
  const reserved = reservations.reduce((units, { reservedConcurrency }) => units + reservedConcurrency, 0);
  return summarizeAccount(
    reportAccount(serviceOf(answers), {
      region: 'eu-west-1',
      accountId: '111122223333',
      concurrentExecutions: quota,
      unreservedConcurrentExecutions: quota - reserved,
      functionCount: 12,
      reservations,
      unreadOwnFunctions: 0,
      apiThrottle: { rateLimit: 10_000, burstLimit: 5000 },
      unread: [],
    }),
  );
}

const reservation = (name: string, reservedConcurrency: number, owner: 'own' | 'other' = 'other') => {
  return { name, reservedConcurrency, owner };
};

describe('summarizeAccount', () => {
  it('shows what there is, who has it and what is left', () => {
    const reservations = [reservation('billing', 300), reservation('order-intake-messages', 80, 'own')];
    expect(summaryOf({ reservations })).toBe(
      [
        'order-intake in account 111122223333, eu-west-1',
        '',
        'Concurrent executions:',
        '  quota                     1000  shared by 12 functions',
        '  reserved by others         300  1 function',
        '  reserved by this service    80  1 function, replaced by the plan',
        '  floor                      100  must stay unreserved',
        '  left to reserve            600  quota - reserved by others - floor',
        '  plan                       100  reserved, for at most 90 batches at once',
        '',
        'Largest reservations:',
        '  billing                300',
        '  order-intake-messages   80  this service',
        '',
        'API Gateway, requests/s and burst:',
        '  all APIs of the account  10000 and 5000',
        '  this service             450 and 450',
        '',
        'order-intake fits.',
      ].join('\n'),
    );
  });

  it('does not call replaced what stays reserved beside the workers', () => {
    const own = (logicalId: string, units: number) => ({ ...reservation(logicalId, units, 'own'), logicalId });
    const reservations = [own('messagesHandler0A1B2C3D', 80), own('ReportA1B2C3D4', 50), reservation('billing', 300)];
    expect(summaryOf({ reservations }).split('\n').slice(3, 9)).toEqual([
      '  quota                     1000  shared by 12 functions',
      '  reserved by others         300  1 function',
      '  reserved by this service    80  1 function, replaced by the plan',
      '  reserved beside the plan    50  1 function of this service, no worker',
      '  floor                      100  must stay unreserved',
      '  left to reserve            550  quota - what stays reserved - floor',
    ]);
  });

  it('lists the ten largest and adds up the others', () => {
    const reservations = Array.from({ length: 13 }, (_none, index) => reservation(`function-${index}`, 20 - index));
    const text = summaryOf({ reservations });
    expect(text).toContain('function-9');
    expect(text).not.toContain('function-10');
    expect(text).toMatch(/and 3 more\s+27$/m);
  });

  it('speaks of no throttle where there is none, and of caps where nothing is reserved', () => {
    const text = summaryOf({ answers: { api: 'iot', reservation: 'cap-only' }, quota: 10 });
    expect(text).not.toContain('API Gateway');
    expect(text).toMatch(/plan\s+0 {2}reserved \(cap-only\), for at most 90 batches at once/);
    expect(text).toMatch(/order-intake does not fit\.$/);
  });

  it('fits 80 columns', () => {
    const names = fc.array(
      fc.record({
        isOwn: fc.boolean(),
        name: fc.stringMatching(/^[a-z-]{1,64}$/),
        units: fc.integer({ min: 1, max: 1e6 }),
      }),
    );
    fc.assert(
      fc.property(names, fc.integer({ min: 0, max: 1e6 }), (functions, unreserved) => {
        const reservations = functions.map(({ name, units, isOwn }) =>
          isOwn ? { ...reservation(name, units, 'own'), logicalId: 'ReportA1B2C3D4' } : reservation(name, units),
        );
        const quota = functions.reduce((sum, { units }) => sum + units, unreserved);
        const lines = summaryOf({ reservations, quota, answers: { name: 'n'.repeat(40) } }).split('\n');
        expect(Math.max(...lines.map(({ length }) => length))).toBeLessThanOrEqual(80);
      }),
    );
  });
});
