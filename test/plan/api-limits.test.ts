import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { postLimits } from '../../src/plan/api-limits';
import { planConcurrency } from '../../src/plan/plan-concurrency';
import { frontDoorThrottle } from '../../src/spec/front-door-throttle';
import { anySpec, specOf } from '../valid-answers';

const postsOf = (spec: ReturnType<typeof specOf>) =>
  planConcurrency(spec).workers.map((worker) => postLimits(spec, worker)?.limits);

describe('postLimits', () => {
  it('lets in what each worker sustains', () => {
    expect(postsOf(specOf({ workers: ['orders=2', 'audit'] }))).toEqual([
      { rateLimit: 300, burstLimit: 300 },
      { rateLimit: 150, burstLimit: 150 },
    ]);
  });

  it('lets in no more than the Region grants', () => {
    const busy = { durationMs: 1, concurrencyBudget: 100 };
    expect(postsOf(specOf({ ...busy, region: 'us-east-1' }))).toEqual([{ rateLimit: 10_000, burstLimit: 5000 }]);
    expect(postsOf(specOf({ ...busy, region: 'il-central-1' }))).toEqual([{ rateLimit: 2500, burstLimit: 1250 }]);
  });

  it('knows no POST of a worker where one route serves them all', () => {
    expect(postsOf(specOf({ api: 'graphql', auth: 'x509' }))).toEqual([undefined]);
    expect(postsOf(specOf({ api: 'iot' }))).toEqual([undefined]);
  });

  it('stays within the Region and above nothing, and explains each number, whatever the answers', () => {
    fc.assert(
      fc.property(anySpec, (spec) => {
        for (const worker of planConcurrency(spec).workers) {
          const { limits, explanations = [] } = postLimits(spec, worker) ?? {};
          const { rate, burst } = frontDoorThrottle(spec) ?? {};
          expect(limits?.rateLimit ?? 1).toBeGreaterThan(0);
          expect(limits?.rateLimit ?? 0).toBeLessThanOrEqual(rate?.value ?? 0);
          expect(limits?.burstLimit ?? 0).toBeLessThanOrEqual(burst?.value ?? 0);
          expect(explanations.map(({ value }) => value)).toEqual(Object.values(limits ?? {}));
        }
      }),
    );
  });
});
