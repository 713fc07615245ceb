import { describe, expect, it } from 'vitest';
import { describeProblem } from '../../src/errors';
import { parseSpec } from '../../src/spec/parse-spec';
import type { Answers } from '../../src/spec/service-spec';
import { leastAnswers } from '../valid-answers';

const certificateArn = 'arn:aws:acm:eu-west-1:111122223333:certificate/1a2b';

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
  [
    'budget-too-small',
    { concurrencyBudget: 10, ownFunctionsConcurrency: 8 },
    { concurrencyBudget: 10, ownFunctionsConcurrency: 9 },
  ],
  ['downstream-too-small', { downstreamConcurrency: 2 }, { downstreamConcurrency: 1 }],
  [
    'downstream-too-small',
    { downstreamConcurrency: 20, batchSize: 10, handlerParallelism: 'parallel' },
    { downstreamConcurrency: 19, batchSize: 10, handlerParallelism: 'parallel' },
  ],
  [
    'downstream-too-small',
    { downstreamConcurrency: 2, batchSize: 10 },
    { downstreamConcurrency: 1, batchSize: 10, handlerParallelism: 'parallel' },
  ],
  ['batch-needs-window', { batchSize: 10, batchWindowSeconds: 0 }, { batchSize: 11, batchWindowSeconds: 0 }],
  ['batch-needs-window', { batchSize: 11 }, { batchSize: 10_000, batchWindowSeconds: 0, durationMs: 1 }],
  ['incompatible-choice', { auth: 'x509', domainName: 'api.shop.example' }, { domainName: 'api.shop.example' }],
  [
    'incompatible-choice',
    { auth: 'x509', region: 'eu-west-1', certificateArn },
    { auth: 'x509', region: 'us-east-1', certificateArn },
  ],
  [
    'incompatible-choice',
    { auth: 'x509', region: 'eu-west-1', certificateArn },
    { region: 'eu-west-1', certificateArn },
  ],
  ['incompatible-choice', { api: 'graphql', response: 'subscription' }, { response: 'subscription' }],
  [
    'incompatible-choice',
    { api: 'graphql', auth: 'x509', response: 'polling' },
    { api: 'graphql', auth: 'x509', response: 'subscription' },
  ],
  [
    'batch-too-long',
    { batchSize: 4, durationMs: 300_000, handlerParallelism: 'parallel' },
    { batchSize: 4, durationMs: 300_000 },
  ],
  ['batch-too-long', { batchSize: 3, durationMs: 300_000 }, { batchSize: 4, durationMs: 300_000 }],
];

describe('conditions between answers', () => {
  it.each(cases)('%s: allows %j, refuses %j', (code, allowed, refused) => {
    expect(parseSpec({ ...leastAnswers, ...allowed })).toHaveProperty('spec');
    const parsed = parseSpec({ ...leastAnswers, ...refused });
    expect('problems' in parsed && parsed.problems.map((problem) => problem.code)).toEqual([code]);
  });

  it('gives the reason why AWS cannot combine two answers', () => {
    const parsed = parseSpec({ ...leastAnswers, domainName: 'api.shop.example' });
    expect('problems' in parsed && describeProblem(parsed.problems[0]!)).toBe(
      'domainName: "api.shop.example" is for a domain with mutual TLS, and with rest-sqs and sigv4 callers use the address that AWS gives; leave "domainName" out, or choose the auth method "x509" with "rest-sqs" or "graphql"',
    );
  });

  it('says what to change, with numbers that then work', () => {
    const parsed = parseSpec({ ...leastAnswers, batchSize: 1000, durationMs: 20_000 });
    expect('problems' in parsed && parsed.problems[0]!.hint).toBe(
      'lower "batchSize" to 45 or less, or choose "handlerParallelism" parallel',
    );
    expect(parseSpec({ ...leastAnswers, batchSize: 45, durationMs: 20_000 })).toHaveProperty('spec');
  });
});
