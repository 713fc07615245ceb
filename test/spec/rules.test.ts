import { describe, expect, it } from 'vitest';
import { parseSpec } from '../../src/spec/parse-spec';
import type { Answers } from '../../src/spec/service-spec';
import { leastAnswers } from '../valid-answers';

const cases: readonly (readonly [rule: string, allowed: Answers, refused: Answers])[] = [
  ['duplicate-worker', { workers: ['a-1', 'a2'] }, { workers: ['a-1', 'a1'] }],
  [
    'budget-over-quota',
    { concurrencyBudget: 50, accountConcurrency: 50 },
    { concurrencyBudget: 51, accountConcurrency: 50 },
  ],
  [
    'reservation-over-pool',
    { concurrencyBudget: 900, reservation: 'reserve' },
    { concurrencyBudget: 901, reservation: 'reserve' },
  ],
  [
    'reservation-over-pool',
    { concurrencyBudget: 901, reservation: 'auto' },
    { concurrencyBudget: 1000, reservation: 'reserve' },
  ],
  ['budget-too-small', { concurrencyBudget: 4, workers: ['a', 'b'] }, { concurrencyBudget: 3, workers: ['a', 'b'] }],
  ['downstream-too-small', { downstreamConcurrency: 2 }, { downstreamConcurrency: 1 }],
  ['batch-needs-window', { batchSize: 10, batchWindowSeconds: 0 }, { batchSize: 11, batchWindowSeconds: 0 }],
  ['batch-needs-window', { batchSize: 11 }, { batchSize: 10_000, batchWindowSeconds: 0, durationMs: 1 }],
  ['incompatible-choice', { api: 'graphql', response: 'subscription' }, { response: 'subscription' }],
  ['batch-too-long', { batchSize: 3, durationMs: 300_000 }, { batchSize: 4, durationMs: 300_000 }],
];

describe('conditions between answers', () => {
  it.each(cases)('%s: allows %j, refuses %j', (code, allowed, refused) => {
    expect(parseSpec({ ...leastAnswers, ...allowed })).toHaveProperty('spec');
    const parsed = parseSpec({ ...leastAnswers, ...refused });
    expect('problems' in parsed && parsed.problems.map((problem) => problem.code)).toEqual([code]);
  });

  it('says what to change, with numbers that then work', () => {
    const parsed = parseSpec({ ...leastAnswers, batchSize: 1000, durationMs: 20_000 });
    expect('problems' in parsed && parsed.problems[0]!.hint).toBe('lower "batchSize" to 45 or less');
    expect(parseSpec({ ...leastAnswers, batchSize: 45, durationMs: 20_000 })).toHaveProperty('spec');
  });
});
