import { describe, expect, it } from 'vitest';
import { planConcurrency } from '../../src/plan/plan-concurrency';
import type { Answers } from '../../src/spec/service-spec';
import { specOf } from '../valid-answers';

const parallel = (answers: Answers) => {
  const plan = planConcurrency(specOf({ handlerParallelism: 'parallel', ...answers }));
  return { plan, worker: plan.workers[0]! };
};

describe('messages of a batch that are handled at once', () => {
  it('multiply what a unit of concurrency finishes', () => {
    const { worker, plan } = parallel({});
    expect(worker).toMatchObject({ batchSize: 10, maximumConcurrency: 90, sustainableRatePerSecond: 4500 });
    expect(worker).toMatchObject({ neededConcurrency: 2, functionTimeoutSeconds: 6 });
    expect(plan.totals.invocationsPerSecond).toBe(450);
  });

  it('count against the system behind the workers, which may shrink the batch', () => {
    expect(parallel({ downstreamConcurrency: 95 }).worker).toMatchObject({ batchSize: 10, maximumConcurrency: 9 });
    expect(parallel({ downstreamConcurrency: 7 }).worker).toMatchObject({ batchSize: 3, maximumConcurrency: 2 });
    const { plan } = parallel({ downstreamConcurrency: 50, batchSize: 20 });
    expect(plan.totals.maximum).toBe(2);
    expect(plan.findings.map(({ code }) => code)).toContain('downstream-limits-budget');
  });

  it('take no longer than one of them', () => {
    expect(parallel({ durationMs: 100_000, batchSize: 100 }).worker.functionTimeoutSeconds).toBe(300);
  });
});
