import { describe, expect, it } from 'vitest';
import { billedQuantities } from '../../src/loadtest/billed-quantities';
import { loadProfiles } from '../../src/plan/load-profiles';
import { planConcurrency } from '../../src/plan/plan-concurrency';
import type { Answers } from '../../src/spec/service-spec';
import { specOf } from '../valid-answers';

function quantitiesOf(answers: Answers) {
  const spec = specOf({ durationMs: 200, batchSize: 10, workers: [{ name: 'orders', weight: 1 }], ...answers });
  const { prediction } = loadProfiles(spec, planConcurrency(spec))[0]!;
  const messages = { ...prediction, offered: 1000, accepted: 900 };
  const [worker] = prediction.workers;
  const given = { ...messages, workers: [{ ...worker!, accepted: 900 }] };
  return billedQuantities(spec, planConcurrency(spec), given).map(({ what, count }) => [what, count]);
}

describe('billedQuantities', () => {
  it('counts what a message takes on its way', () => {
    expect(quantitiesOf({ response: 'fire-and-forget' })).toEqual([
      ['requests to API Gateway', 1000],
      ['requests to SQS', 900 + 2 * 90],
      ['Lambda invocations, at least', 90],
      ['Lambda GB-seconds, at most', 90], // 900 messages of 0.2 s with half a gigabyte
      ['writes to DynamoDB', 2 * 900],
    ]);
  });

  it('counts what callers ask for, and what keeps the answer', () => {
    expect(quantitiesOf({ response: 'polling' })).toEqual(
      expect.arrayContaining([
        ['requests to API Gateway', 1100],
        ['writes to DynamoDB', 5 * 900],
      ]),
    );
  });

  it('names where AWS states its prices, and none itself', () => {
    const spec = specOf({ api: 'iot' });
    const { prediction } = loadProfiles(spec, planConcurrency(spec))[0]!;
    const quantities = billedQuantities(spec, planConcurrency(spec), prediction);
    expect(quantities[0]!.what).toBe('messages to AWS IoT Core, and as many actions of rules');
    quantities.forEach(({ prices }) => expect(prices).toMatch(/^https:\/\/aws\.amazon\.com\/.*pricing\//));
  });
});
