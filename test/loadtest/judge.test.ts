import { describe, expect, it } from 'vitest';
import { momentsOf, runWith, type RunChanges } from './runs';
import { judge } from '../../src/loadtest/judge';
import type { LoadMark, LoadMarkId } from '../../src/plan/load-profile';

interface Case {
  readonly mark: Pick<LoadMark, 'comparison' | 'limit' | 'worker'>;
  /** What the good run shows. */
  readonly measured: number;
  readonly missedBy: RunChanges;
  readonly missedWith: number;
}

const cases: Readonly<Record<LoadMarkId, Case>> = {
  'messages-sent': {
    mark: { comparison: 'at-least', limit: 90 },
    measured: 100,
    missedBy: { sent: { intervals: [{ time: 1, durationSeconds: 2, sent: 89, accepted: 89, refused: 0, failed: 0 }] } },
    missedWith: 89,
  },
  'accepted-share': {
    mark: { comparison: 'at-least', limit: 0.999 },
    measured: 1,
    missedBy: { sent: { accepted: 99 } },
    missedWith: 0.99,
  },
  'acceptance-p95': {
    mark: { comparison: 'at-most', limit: 40 },
    measured: 40,
    missedBy: { sent: { acceptanceMs: { p50: 10, p95: 41, p99: 42, max: 43 } } },
    missedWith: 41,
  },
  'acceptance-p99': {
    mark: { comparison: 'at-most', limit: 90 },
    measured: 90,
    missedBy: { sent: { acceptanceMs: { p50: 10, p95: 41, p99: 91, max: 92 } } },
    missedWith: 91,
  },
  'processed-exactly-once': {
    mark: { comparison: 'at-most', limit: 0, worker: 'orders' },
    measured: 0,
    missedBy: { worker: { processed: 98 } },
    missedWith: 2,
  },
  'dead-letters': {
    mark: { comparison: 'at-most', limit: 0, worker: 'orders' },
    measured: 0,
    missedBy: { worker: { processed: 99, deadLetters: 1 } },
    missedWith: 1,
  },
  'oldest-message-age': {
    mark: { comparison: 'at-most', limit: 2, worker: 'orders' },
    measured: 2,
    missedBy: { worker: { oldestAgeSeconds: 2.5 } },
    missedWith: 2.5,
  },
  'drain-time': {
    mark: { comparison: 'at-most', limit: 2, worker: 'orders' },
    measured: 2,
    missedBy: { worker: { moments: momentsOf(3, 9, 5, 2, 0) } },
    missedWith: 3,
  },
  throttles: {
    mark: { comparison: 'at-most', limit: 0, worker: 'orders' },
    measured: 0,
    missedBy: { worker: { throttles: 3 } },
    missedWith: 3,
  },
  'maximum-concurrency': {
    mark: { comparison: 'at-most', limit: 7, worker: 'orders' },
    measured: 6,
    missedBy: { worker: { concurrency: 8 } },
    missedWith: 8,
  },
  'account-headroom': {
    mark: { comparison: 'at-least', limit: 992 },
    measured: 992,
    missedBy: { worker: { reservedConcurrency: 9 } },
    missedWith: 991,
  },
  'bends-as-predicted': {
    mark: { comparison: 'at-least', limit: 9, worker: 'orders' },
    measured: 9,
    missedBy: { worker: { moments: momentsOf(3, 8, 5, 0, 0) } },
    missedWith: 8,
  },
};

const markOf = (id: LoadMarkId): LoadMark => ({ id, unit: 'units', why: 'said so', ...cases[id].mark });

describe('judge', () => {
  it.each(Object.keys(cases) as LoadMarkId[])('measures %s', (id) => {
    const { measured, missedBy, missedWith } = cases[id];
    expect(judge([markOf(id)], runWith())).toEqual([{ mark: markOf(id), measured, met: true }]);
    expect(judge([markOf(id)], runWith(missedBy))).toEqual([{ mark: markOf(id), measured: missedWith, met: false }]);
  });

  it('counts a message that was processed twice as well as one that is lost', () => {
    const run = runWith({ worker: { processed: 103 } });
    expect(judge([markOf('processed-exactly-once')], run)).toMatchObject([{ measured: 3, met: false }]);
  });

  it('takes a message that nobody answered for accepted or not, as it turns out', () => {
    const mark = markOf('processed-exactly-once');
    const byWorker = { orders: { sent: 102, accepted: 100, refused: 0, failed: 2 } };
    const missing = [99, 100, 102, 103].map((processed) => {
      return judge([mark], runWith({ sent: { byWorker }, worker: { processed } }))[0]!.measured;
    });
    expect(missing).toEqual([1, 0, 0, 1]);
  });

  it('takes messages that still wait for neither lost nor processed', () => {
    const run = runWith({ worker: { processed: 96, moments: momentsOf(9, 4) } });
    expect(judge([markOf('processed-exactly-once')], run)).toMatchObject([{ measured: 0, met: true }]);
  });

  it('asks for refused messages where the bend is not of a worker', () => {
    const mark = { ...markOf('bends-as-predicted'), worker: undefined };
    expect(judge([mark], runWith({ sent: { refused: 9 } }))).toMatchObject([{ measured: 9, met: true }]);
    expect(judge([mark], runWith())).toMatchObject([{ measured: 0, met: false }]);
  });

  it('takes what is in use from the account where nothing is reserved', () => {
    const run = runWith({ worker: { reservedConcurrency: undefined }, accountConcurrency: 100 });
    expect(judge([markOf('account-headroom')], run)).toMatchObject([{ measured: 94 }]);
  });

  it('lets no mark be met by what was not measured', () => {
    const run = runWith({ sent: { acceptanceMs: undefined }, worker: { moments: momentsOf(1, 1) } });
    const marks = [markOf('acceptance-p95'), markOf('drain-time'), { ...markOf('throttles'), worker: 'audit' }];
    expect(judge(marks, run)).toEqual(marks.map((mark) => ({ mark, met: false })));
  });

  it('takes a queue that is empty for a moment for no end of it', () => {
    const run = runWith({ worker: { moments: momentsOf(3, 0, 4, 0, 1, 0) } });
    expect(judge([markOf('drain-time')], run)).toMatchObject([{ measured: 4 }]);
  });
});
