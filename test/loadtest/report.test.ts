import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { runWith } from './runs';
import { buildReport } from '../../src/loadtest/report';
import { lastReport, writeReport } from '../../src/loadtest/report-folder';
import { reportPage } from '../../src/loadtest/report-page';
import { loadProfiles } from '../../src/plan/load-profiles';
import { planConcurrency } from '../../src/plan/plan-concurrency';
import { specOf } from '../valid-answers';

const spec = specOf({ workers: [{ name: 'orders', weight: 1 }] });
const profile = loadProfiles(spec, planConcurrency(spec))[0]!;
const target = { kind: 'local', url: 'http://127.0.0.1:1/', region: 'eu-west-1' } as const;
const reportOf = (run = runWith()) => buildReport({ service: 'shop', profile, target, run });

describe('buildReport', () => {
  it('puts what was measured beside what was predicted', () => {
    const { messages, workers, beganAt } = reportOf();
    expect(beganAt).toBe('2027-01-15T08:00:00.000Z');
    expect(messages.measured).toEqual({ sent: 100, accepted: 100, refused: 0, failed: 0 });
    expect(messages.predicted.offered).toBe(profile.prediction.offered);
    expect(workers).toMatchObject([
      {
        name: 'orders',
        predicted: profile.prediction.workers[0],
        measured: { accepted: 100, processed: 100, missing: 0, atEnd: 9, greatest: 9, drainSeconds: 2 },
        maximumConcurrency: 7,
        reservedConcurrency: 8,
      },
    ]);
  });

  it('passes when every mark is met, and not when one is missed', () => {
    const marks = [{ id: 'throttles', comparison: 'at-most', limit: 0, unit: 'invocations', why: '' }] as const;
    const judged = (throttles: number) =>
      buildReport({ service: 'shop', profile: { ...profile, marks }, target, run: runWith({ worker: { throttles } }) });
    expect([judged(0).passed, judged(1).passed]).toEqual([true, false]);
  });
});

describe('reportPage', () => {
  it('holds the whole report, whatever stands in it', () => {
    const report = { ...reportOf(), service: '</script><script>alert(1)</script><!-- data -->' };
    const page = reportPage(report);
    const data = /<script type="application\/json" id="data">(.*?)<\/script>/s.exec(page)![1]!;
    expect(JSON.parse(data)).toEqual(JSON.parse(JSON.stringify(report)));
    expect(page.match(/<\/script>/g)).toHaveLength(3);
  });

  it('asks nobody for anything', () => {
    expect(reportPage(reportOf())).not.toMatch(/(src|href)="(?!data:)/);
  });
});

describe('writeReport', () => {
  it('keeps each report, and the last one where it is found', () => {
    const project = mkdtempSync(join(tmpdir(), 'spillway-report-test-'));
    try {
      expect(lastReport(project)).toBeUndefined();
      const page = writeReport(project, reportOf());
      expect(page).toContain('2027-01-15T08-00-00-000Z-smoke');
      writeReport(project, { ...reportOf(), beganAt: '2027-01-16T08:00:00.000Z', service: 'later' });
      const results = join(project, 'load-test/results');
      expect(readdirSync(results)).toHaveLength(3);
      expect(readdirSync(join(results, 'latest'))).toEqual(['report.html', 'report.json']);
      expect(readFileSync(lastReport(project)!, 'utf8')).toContain('"service":"later"');
    } finally {
      rmSync(project, { recursive: true });
    }
  });
});
