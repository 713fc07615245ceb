import { describe, expect, it } from 'vitest';
import { planConcurrency } from '../../src/plan/plan-concurrency';
import type { Answers } from '../../src/spec/service-spec';
import { specOf } from '../valid-answers';

const codesOf = (answers: Answers) => planConcurrency(specOf(answers)).findings.map(({ code }) => code);

describe('findings', () => {
  it.each<[string, Answers, Answers]>([
    ['reservation-capped-only', { concurrencyBudget: 950 }, { concurrencyBudget: 950, reservation: 'cap-only' }],
    ['peak-over-sustainable', { peakRate: 451 }, { peakRate: 450 }],
    ['downstream-limits-budget', { downstreamConcurrency: 50 }, { downstreamConcurrency: 100 }],
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
    ['requests-per-unit-limit', { durationMs: 9 }, { durationMs: 10 }],
    ['timeout-close-to-batch', { durationMs: 500_000 }, { durationMs: 300_000 }],
  ])('%s: for %j, not for %j', (code, withFinding, without) => {
    expect(codesOf({ peakRate: 1, ...withFinding })).toContain(code);
    expect(codesOf({ peakRate: 1, ...without })).not.toContain(code);
  });

  it('say what becomes of messages over the sustainable rate', () => {
    const messageOf = (answers: Answers) =>
      planConcurrency(specOf({ peakRate: 451, ...answers })).findings.find(
        ({ code }) => code === 'peak-over-sustainable',
      )?.message;
    expect(messageOf({ api: 'rest-sqs' })).toMatch(/and the API refuses more$/);
    expect(messageOf({ api: 'graphql' })).toMatch(/and the rest waits in the queues$/);
  });

  it('are ordered by severity and say what to do', () => {
    const { findings } = planConcurrency(specOf({ durationMs: 1, downstreamConcurrency: 2, peakRate: 1_000_000 }));
    expect(findings.map(({ severity }) => severity)).toEqual(['warning', 'warning', 'info']);
    expect(findings.every(({ hint }) => hint.length > 10)).toBe(true);
  });
});
