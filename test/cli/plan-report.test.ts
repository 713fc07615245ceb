import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { planReport } from '../../src/cli/plan-report';
import { explainService } from '../../src/plan/explain-service';
import { planConcurrency } from '../../src/plan/plan-concurrency';
import type { Answers, ServiceSpec } from '../../src/spec/service-spec';
import { anySpec, specOf } from '../valid-answers';

const reportOf = (spec: ServiceSpec) => planReport(spec, planConcurrency(spec));
const report = (answers: Answers) => reportOf(specOf(answers));

/** What a line may be longer for: a single word, such as an address that is to be copied. */
const isLoneWord = (line: string) => !line.trim().includes(' ');

describe('planReport', () => {
  it('fits 80 columns, whatever the answers', () => {
    fc.assert(
      fc.property(anySpec, (spec) => {
        const long = reportOf(spec)
          .split('\n')
          .filter((line) => line.length > 80 && !isLoneWord(line));
        expect(long).toEqual([]);
      }),
    );
  });

  it('shows every number with its why', () => {
    const spec = specOf({ workers: ['orders=2', 'audit'], downstream: 'http' });
    const words = reportOf(spec).replace(/\s+/g, ' ');
    const explanations = explainService(spec, planConcurrency(spec)).filter(
      ({ path }) => !path.startsWith('peak.after'),
    );
    expect(explanations.length).toBeGreaterThan(30);
    for (const { path, value, why } of explanations) {
      expect(words).toContain(`${path.split('.').at(-1)!} ${Number(value.toPrecision(6))} ${why}`);
    }
  });

  it('says once what all workers share, and tells each worker what is its own', () => {
    const text = report({ workers: ['orders=2', 'audit'] });
    expect(text.match(/functionTimeoutSeconds +6/g)).toHaveLength(1);
    expect(text).toMatch(/^each worker\n {2}batchSize/m);
    expect(text).toMatch(/^worker orders\n {2}maximumConcurrency +60 /m);
    expect(text).toMatch(/^worker audit\n {2}maximumConcurrency +30 /m);
    expect(text).toMatch(/^API, POST \/orders\n {2}rateLimit +300 /m);
  });

  it('draws concurrency and backlog over the first 15 minutes of a peak', () => {
    const lines = report({ api: 'iot', peakRate: 600, concurrencyBudget: 60 }).split('\n');
    const from = lines.indexOf('           batches at once');
    const [top, bottom] = [lines[from + 1]!, lines[from + 6]!];
    expect(top).toBe(`        54 │${'█'.repeat(60)}`); // the first column holds the seconds of the ramp and its end
    expect(bottom).toBe(`         0 │${'█'.repeat(60)}`);
    const backlog = lines.slice(lines.indexOf('           messages waiting') + 1);
    expect(backlog[0]).toMatch(/^ +\d+ │ +[▁-█]+$/);
    expect(backlog[5]).toMatch(/^ +0 │[▁-█]{60}$/);
    expect(lines).toContain(`           0${'5'.padStart(20)}${'10'.padStart(20)}${'15'.padStart(20)} minutes`);
  });

  it('shows a backlog that lasts for seconds only, and what the API refuses', () => {
    const refused = report({ peakRate: 1000 }).replace(/\s+/g, ' ');
    expect(refused).toContain('A peak of 1000 messages/s from the first second; the API lets 450/s in and answers 429');
    const lines = report({ peakRate: 400 }).split('\n');
    const first = lines[lines.indexOf('           messages waiting') + 1]!;
    expect(first).toMatch(/^ +\d+ │█{1,2}$/);
    expect(Number(first.slice(0, 10))).toBeGreaterThan(50);
  });

  it('ends with what to know, its fix and its source', () => {
    const text = report({ peakRate: 600, concurrencyBudget: 60 });
    expect(text.replace(/\s+/g, ' ')).toMatch(
      /warning peak-over-sustainable at a peak of 600 .*; raise "concurrencyBudget" to 134.* Little's law/,
    );
    expect(report({})).toMatch(/\nno findings$/);
  });
});
