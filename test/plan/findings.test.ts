import { describe, expect, it } from 'vitest';
import { planConcurrency } from '../../src/plan/plan-concurrency';
import type { Answers } from '../../src/spec/service-spec';
import { specOf } from '../valid-answers';

/** The light worker gets 2 of 18 units, because no event source takes less; 16 are left for nearly all of the traffic. */
const uneven = { workers: ['heavy=1000', 'light'], concurrencyBudget: 20 };

const codesOf = (answers: Answers) => planConcurrency(specOf(answers)).findings.map(({ code }) => code);

describe('findings', () => {
  it.each<[string, Answers, Answers]>([
    ['reservation-capped-only', { concurrencyBudget: 950 }, { concurrencyBudget: 950, reservation: 'cap-only' }],
    ['peak-over-sustainable', { peakRate: 451 }, { peakRate: 450 }],
    ['downstream-limits-budget', { downstreamConcurrency: 89 }, { downstreamConcurrency: 90 }],
    [
      'event-source-limits-budget',
      { concurrencyBudget: 5000, accountConcurrency: 10_000, durationMs: 1000 },
      { durationMs: 1000 },
    ],
    [
      'api-throttle-limited-by-region',
      { durationMs: 100, concurrencyBudget: 400, region: 'mx-central-1' },
      { durationMs: 100 },
    ],
    [
      'requests-per-unit-limit',
      { durationMs: 1, accountConcurrency: 899, reservation: 'cap-only' },
      { durationMs: 1, accountConcurrency: 900, reservation: 'cap-only' },
    ],
    ['peak-over-sustainable', { peakRate: 81, ...uneven }, { peakRate: 80, ...uneven }],
    ['no-headroom', { concurrencyBudget: 2 }, { concurrencyBudget: 3 }],
    ['no-headroom', { concurrencyBudget: 2 }, { concurrencyBudget: 2, reservation: 'cap-only' }],
    ['in-flight-limit', { batchSize: 10_000, durationMs: 1 }, { batchSize: 1000, durationMs: 1 }],
    ['many-device-connections', { api: 'iot', peakRate: 101 }, { api: 'iot', peakRate: 100 }],
    ['appsync-tokens-over-quota', { api: 'graphql', peakRate: 5001 }, { api: 'graphql', peakRate: 5000 }],
    [
      'appsync-tokens-over-quota',
      { api: 'graphql', response: 'subscription', peakRate: 2501 },
      { api: 'graphql', peakRate: 2501 },
    ],
    [
      'slow-ramp',
      { api: 'iot', peakRate: 300, durationMs: 2000, concurrencyBudget: 900 },
      { api: 'iot', peakRate: 30, durationMs: 2000, concurrencyBudget: 900 },
    ],
    [
      'secrets-need-caching',
      { downstream: 'http', durationMs: 50, concurrencyBudget: 900 },
      { durationMs: 50, concurrencyBudget: 900 },
    ],
    ['parameters-would-throttle', { downstream: 'http' }, { downstream: 'http', concurrencyBudget: 44 }],
    ['timeout-close-to-batch', { durationMs: 500_000 }, { durationMs: 300_000 }],
  ])('%s: for %j, not for %j', (code, withFinding, without) => {
    expect(codesOf({ peakRate: 1, ...withFinding })).toContain(code);
    expect(codesOf({ peakRate: 1, ...without })).not.toContain(code);
  });

  it.each([
    ['rest-sqs', 'and the API refuses more'],
    ['graphql', 'and the rest waits in its queue'],
    ['iot', 'and the rest waits in its queue'],
  ])('tell what becomes of a peak that is too high for %s', (api, consequence) => {
    const { findings } = planConcurrency(specOf({ api, peakRate: 10_000 }));
    expect(findings[0]!.message).toContain(consequence);
  });

  it('name the worker that falls behind although all together could take the peak', () => {
    const { findings } = planConcurrency(specOf({ peakRate: 88, ...uneven }));
    expect(findings[0]!.message).toBe(
      'at a peak of 88 messages/s, worker heavy gets 87.9/s, which needs 18 running at once; its 16 keep up with 80/s, and the API refuses more',
    );
  });

  it('name the others that fall behind, the worst first', () => {
    const { findings } = planConcurrency(specOf({ peakRate: 10_000, workers: ['a', 'b=2', 'c'] }));
    expect(findings[0]!.message).toMatch(/worker c gets 2500\/s.*; b, a fall behind as well$/);
  });

  it('count the requests of all workers against the account', () => {
    const answers = { durationMs: 1, accountConcurrency: 200, workers: ['a', 'b'] };
    const finding = planConcurrency(specOf(answers)).findings.find(({ code }) => code === 'requests-per-unit-limit')!;
    expect(finding.message).toContain('9000 times/s, and Lambda takes 2000 from the whole account');
    expect(finding.hint).toContain('at least 45');
    expect(codesOf({ ...answers, batchSize: 44 })).toContain('requests-per-unit-limit');
    expect(codesOf({ ...answers, batchSize: 45 })).not.toContain('requests-per-unit-limit');
  });

  it('do not advise a smaller batch than one message', () => {
    const hintOf = (batchSize: number) =>
      planConcurrency(specOf({ durationMs: 450_000, batchSize, peakRate: 1 })).findings.find(
        ({ code }) => code === 'timeout-close-to-batch',
      )?.hint;
    expect(hintOf(2)).toBe('lower "batchSize" to 1, or shorten "durationMs"');
    const single = planConcurrency(specOf({ durationMs: 900_000, batchSize: 1 })).findings;
    expect(single.map(({ hint }) => hint)).toContain('shorten "durationMs"');
  });

  it('name the queue with the most messages in flight, and a batch that is small enough', () => {
    const answers = { workers: ['a', 'b=3'], batchSize: 9000, durationMs: 10, concurrencyBudget: 80 };
    const found = planConcurrency(specOf(answers)).findings.find(({ code }) => code === 'in-flight-limit')!;
    expect(found.message).toMatch(/^54 batches of 9000 .* from the queue of b, .*; too many for a as well$/);
    expect(found.hint).toBe('lower "batchSize" to 2222 or less');
    expect(codesOf({ ...answers, batchSize: 2222 })).not.toContain('in-flight-limit');
  });

  it('say of one throttle for all workers that a queue can grow behind it', () => {
    const answers = { api: 'graphql', auth: 'x509', workers: ['a=9', 'b'], concurrencyBudget: 13, peakRate: 15_932 };
    const plan = planConcurrency(specOf({ ...answers, durationMs: 20 }));
    expect(plan.peak.refusedRatePerSecond).toBeGreaterThan(0);
    expect(plan.peak.backlogGrowthPerSecond).toBeGreaterThan(0);
    expect(plan.findings[0]!.message).toContain('the API refuses more, and the rest waits in its queue');
  });

  it('are ordered by severity and say what to do', () => {
    const { findings } = planConcurrency(
      specOf({ durationMs: 1, accountConcurrency: 100, downstreamConcurrency: 80, peakRate: 1_000_000 }),
    );
    expect(findings.map(({ severity }) => severity)).toEqual(['warning', 'warning', 'warning', 'warning', 'info']);
    expect(findings.every(({ hint, source }) => hint.length > 10 && source.length > 5)).toBe(true);
  });

  it.each<[string, Answers, RegExp]>([
    ['the budget', { peakRate: 600 }, /^raise "concurrencyBudget" to 134, or shorten "durationMs"$/],
    [
      'a budget over the quota',
      { peakRate: 4600, workers: ['a', 'b'] },
      /to 1023, over the quota of the account, which has to rise first, or/,
    ],
    [
      'the system behind the workers',
      { peakRate: 600, downstreamConcurrency: 50 },
      /^the system behind the workers would have to take 120 calls at once/,
    ],
    ['the event source', { peakRate: 6000 }, /^share the traffic of messages among more workers/],
  ])('advise to change what holds the worker back: %s', (_what, answers, hint) => {
    const found = planConcurrency(specOf(answers)).findings.find(({ code }) => code === 'peak-over-sustainable');
    expect(found!.hint).toMatch(hint);
  });
});
