import { writeFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { runWith } from './runs';
import { awaitDrain, drainPatienceMs } from '../../src/loadtest/await-drain';
import type { SendOptions } from '../../src/loadtest/load-engine';
import type { LoadTarget, QueueState } from '../../src/loadtest/load-target';
import { runLoadTest } from '../../src/loadtest/run-load-test';
import { loadProfiles } from '../../src/plan/load-profiles';
import { planConcurrency } from '../../src/plan/plan-concurrency';
import { specOf } from '../valid-answers';

const spec = specOf({ workers: [{ name: 'orders', weight: 1 }] });
const profile = loadProfiles(spec, planConcurrency(spec))[0]!;
const { signal } = new AbortController();

const counters = {
  'spillway.sent': 3,
  'spillway.sent.orders': 3,
  'spillway.accepted': 3,
  'spillway.accepted.orders': 3,
};
const engine = {
  send: ({ outputFile }: SendOptions) => {
    const aggregate = { counters, summaries: {}, firstCounterAt: Date.now() };
    writeFileSync(outputFile, JSON.stringify({ aggregate, intermediate: [] }));
    return Promise.resolve();
  },
};

/** Queues that hold, one look after the other, so many messages. */
function targetWith(...depths: readonly number[]): LoadTarget & { looks: number } {
  const target = {
    kind: 'local' as const,
    url: 'http://127.0.0.1:1/',
    region: 'eu-west-1',
    environment: {},
    looks: 0,
    queues: (): Promise<QueueState[]> => {
      const waiting = depths[Math.min(target.looks++, depths.length - 1)]!;
      return Promise.resolve([{ name: 'orders', waiting, inFlight: 0 }]);
    },
    observe: () => Promise.resolve(runWith().target),
  };
  return target;
}

describe('runLoadTest', () => {
  it('sends, waits until the queues are empty, and measures', async () => {
    const steps: string[] = [];
    const onProgress = (step: string) => void steps.push(step);
    const run = await runLoadTest({ profile, target: targetWith(0), engine, onProgress, signal });
    expect(run.sent).toMatchObject({ sent: 3, accepted: 3, byWorker: { orders: { accepted: 3 } } });
    expect(run.target).toEqual(runWith().target);
    expect([...new Set(steps)]).toEqual(['sending', 'draining', 'collecting']);
  });

  it('does not begin while there are messages of before', async () => {
    const running = runLoadTest({ profile, target: targetWith(2), engine, onProgress: () => {}, signal });
    await expect(running).rejects.toThrow('there are messages of before in orders (2)');
  });
});

describe('runLoadTest with an engine that writes nothing', () => {
  it('says so', async () => {
    const silent = { send: () => Promise.resolve() };
    const running = runLoadTest({ profile, target: targetWith(0), engine: silent, onProgress: () => {}, signal });
    await expect(running).rejects.toThrow('the load engine ended without a report');
  });
});

describe('awaitDrain', () => {
  const patient = { patienceMs: 60_000, intervalMs: 1, signal };

  it('believes an empty queue only after it was seen several times', async () => {
    const target = targetWith(4, 0, 0, 2, 0, 0, 0, 9);
    await awaitDrain(target, patient);
    expect(target.looks).toBe(7);
  });

  it('has no more patience than it is given', async () => {
    const target = targetWith(4);
    await awaitDrain(target, { ...patient, patienceMs: 50 });
    expect(target.looks).toBeGreaterThan(0);
  });

  it('ends at once when it is told to', async () => {
    await expect(awaitDrain(targetWith(4), { ...patient, signal: AbortSignal.abort() })).rejects.toThrow('aborted');
  });

  it('waits three times as long as predicted, and a minute at least', () => {
    const prediction = (drainSeconds: number) => ({
      ...profile.prediction,
      workers: [{ ...profile.prediction.workers[0]!, drainSeconds }],
    });
    expect([1, 100].map((seconds) => drainPatienceMs(prediction(seconds)))).toEqual([60_000, 300_000]);
  });
});
