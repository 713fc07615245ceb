import { describe, expect, it } from 'vitest';
import { readEngineReport } from '../../src/loadtest/engine-report';

const began = 1_800_000_004_000;
const phases = [
  { name: 'rise', durationSeconds: 5, startRatePerSecond: 1, endRatePerSecond: 10 },
  { name: 'hold', durationSeconds: 10, startRatePerSecond: 10, endRatePerSecond: 10 },
];
const summary = (p95: number) => ({ min: 1, p50: 2, median: 2, p75: 3, p90: 4, p95, p99: 60, p999: 70, max: 80 });

/** What `artillery run --output` of 2.0.21 writes, without what is not read. */
const written = {
  aggregate: {
    counters: {
      'vusers.created': 100,
      'spillway.sent': 100,
      'spillway.accepted': 90,
      'spillway.accepted.orders': 60,
      'spillway.accepted.audit': 30,
      'spillway.refused': 6,
      'spillway.sent.orders': 64,
      'spillway.refused.orders': 4,
      'spillway.sent.audit': 36,
      'spillway.refused.audit': 2,
      'errors.ECONNREFUSED': 4,
    },
    firstCounterAt: began,
    lastCounterAt: began + 15_500,
    summaries: { 'spillway.acceptance_ms': summary(50), 'spillway.completion_ms': summary(500) },
  },
  intermediate: [
    {
      period: '1800000000000',
      counters: { 'spillway.sent': 30, 'spillway.accepted': 30 },
      summaries: { 'spillway.acceptance_ms': summary(40) },
    },
    {
      period: '1800000010000',
      counters: { 'spillway.sent': 70, 'spillway.accepted': 60, 'spillway.refused': 6 },
      summaries: {},
    },
    { period: '1800000020000', counters: { 'vusers.completed': 1 }, summaries: {} },
  ],
};

describe('readEngineReport', () => {
  it('reads the counters of the hooks', () => {
    expect(readEngineReport(JSON.stringify(written), phases)).toMatchObject({
      sent: 100,
      accepted: 90,
      refused: 6,
      failed: 4, // which no hook has counted
      beganAt: began,
      endedAt: began + 15_000,
      byWorker: {
        orders: { sent: 64, accepted: 60, refused: 4, failed: 0 },
        audit: { sent: 36, accepted: 30, refused: 2, failed: 4 },
      },
      acceptanceMs: { p50: 2, p95: 50, p99: 60, max: 80 },
      completionMs: { p95: 500 },
      errors: { ECONNREFUSED: 4 },
    });
  });

  it('cuts the first and the last interval to the time in which messages were sent', () => {
    const acceptanceMs = { p50: 2, p95: 40, p99: 60, max: 80 };
    expect(readEngineReport(JSON.stringify(written), phases).intervals).toEqual([
      { time: began, durationSeconds: 6, sent: 30, accepted: 30, refused: 0, failed: 0, acceptanceMs },
      { time: 1_800_000_010_000, durationSeconds: 9, sent: 70, accepted: 60, refused: 6, failed: 4 },
    ]);
  });

  it('refuses a report of nothing, and says what went wrong', () => {
    const counters = { 'vusers.failed': 3, 'errors.hook failed': 3 };
    const text = JSON.stringify({ aggregate: { counters, firstCounterAt: began }, intermediate: [] });
    expect(() => readEngineReport(text, phases)).toThrow('the load engine sent nothing: hook failed (3 times)');
  });
});
