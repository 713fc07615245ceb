import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { MemoryQueue } from './memory-queue';
import { EventSourceMapping } from '../../../src/local/event-source/event-source-mapping';
import type { EventSourceSettings } from '../../../src/local/event-source/event-source-settings';
import { ThrottledError } from '../../../src/local/lambda/local-function';
import type { LocalEvent } from '../../../src/local/local-event';
import { pause } from '../../../src/local/pause';

interface Record {
  readonly messageId: string;
  readonly body: string;
}

/** Fails the messages whose body begins with "bad", and takes as long as it is told to. */
class FakeFunction {
  invocations: string[][] = [];
  running = 0;
  most = 0;
  throttles = 0;

  constructor(
    private readonly units: number,
    private readonly durationMs = 0,
    private readonly respond: (records: readonly Record[]) => unknown = failBad,
  ) {}

  async invoke(event: unknown): Promise<unknown> {
    if (this.running >= this.units) {
      this.throttles += 1;
      throw new ThrottledError('ReservedFunctionConcurrentInvocationLimitExceeded');
    }
    const records = (event as { Records: Record[] }).Records;
    this.invocations.push(records.map(({ body }) => body));
    this.running += 1;
    this.most = Math.max(this.most, this.running);
    try {
      await pause(this.durationMs);
      return this.respond(records);
    } finally {
      this.running -= 1;
    }
  }
}

function failBad(records: readonly Record[]): unknown {
  const failed = records.filter(({ body }) => body.startsWith('bad'));
  return { batchItemFailures: failed.map(({ messageId }) => ({ itemIdentifier: messageId })) };
}

const defaults: EventSourceSettings = { batchSize: 1, batchWindowMs: 0, reportsFailures: true };
let mapping: EventSourceMapping | undefined;

beforeEach(
  () => void vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'setInterval', 'performance', 'Date'] }),
);
afterEach(() => {
  void mapping?.stop();
  vi.useRealTimers();
});

function start(queue: MemoryQueue, target: FakeFunction, settings: Partial<EventSourceSettings> = {}) {
  const events: LocalEvent[] = [];
  mapping = new EventSourceMapping({
    queue,
    target,
    settings: { ...defaults, ...settings },
    report: (event) => events.push(event),
  });
  mapping.start();
  return { mapping, events };
}

describe('EventSourceMapping', () => {
  it('works a queue off, batch by batch', async () => {
    const queue = new MemoryQueue();
    queue.send(23);
    const target = new FakeFunction(100);
    const { events } = start(queue, target, { batchSize: 5 });
    await vi.advanceTimersByTimeAsync(1000);
    expect(queue.size).toBe(0);
    expect(target.invocations.flat().sort()).toEqual(Array.from({ length: 23 }, (_, i) => `m${i}`).sort());
    expect(Math.max(...target.invocations.map(({ length }) => length))).toBe(5);
    expect(events.filter(({ type }) => type === 'batch')).toHaveLength(target.invocations.length);
  });

  it('begins with 5 batches at once and adds 300 a minute', async () => {
    const queue = new MemoryQueue(3600);
    queue.send(2000);
    const target = new FakeFunction(2000, 3_600_000);
    start(queue, target);
    await vi.advanceTimersByTimeAsync(100);
    expect(target.running).toBe(5);
    await vi.advanceTimersByTimeAsync(60_000);
    expect(target.running).toBe(305);
  });

  it.each([
    [undefined, 1250],
    [7, 7],
    [2, 2],
  ])('never runs more than its maximum of %s', async (maximumConcurrency, most) => {
    const queue = new MemoryQueue(3600);
    queue.send(1500);
    const target = new FakeFunction(2000, 3_600_000);
    start(queue, target, { maximumConcurrency });
    await vi.advanceTimersByTimeAsync(300_000);
    expect(target.most).toBe(most);
  });

  it('returns to 5 when the queue is empty', async () => {
    const queue = new MemoryQueue();
    queue.send(300);
    const target = new FakeFunction(100, 1000);
    const { mapping: started } = start(queue, target);
    await vi.advanceTimersByTimeAsync(5000);
    expect(started.concurrency).toBeGreaterThan(20);
    await vi.advanceTimersByTimeAsync(60_000);
    expect(queue.size).toBe(0);
    expect(started.concurrency).toBe(5);
  });

  it('sends only the failed messages of a batch back', async () => {
    const queue = new MemoryQueue(30, 3);
    queue.send(4);
    queue.send(1, 'bad');
    const target = new FakeFunction(100);
    start(queue, target, { batchSize: 10 });
    await vi.advanceTimersByTimeAsync(1000);
    expect(queue.size).toBe(1);
    await vi.advanceTimersByTimeAsync(120_000);
    expect(queue.deadLetters).toMatchObject([{ body: 'bad0', receives: 3 }]);
    expect(target.invocations.flat().filter((body) => body === 'bad0')).toHaveLength(3);
  });

  it('sends a whole batch back when the function does not report failures one by one', async () => {
    const queue = new MemoryQueue(30, 2);
    queue.send(3);
    const target = new FakeFunction(100, 0, () => {
      throw new Error('no stock');
    });
    start(queue, target, { batchSize: 10, reportsFailures: false });
    await vi.advanceTimersByTimeAsync(100_000);
    expect(queue.deadLetters).toHaveLength(3);
  });

  it('polls less after failures, unless the function reports them one by one', async () => {
    const failing = () => {
      throw new Error('no stock');
    };
    const running = async (reportsFailures: boolean) => {
      const queue = new MemoryQueue(3600);
      queue.send(2000);
      const { mapping: started } = start(queue, new FakeFunction(100, 1000, failing), { reportsFailures });
      await vi.advanceTimersByTimeAsync(20_000);
      const { concurrency } = started;
      void started.stop();
      return concurrency;
    };
    expect(await running(true)).toBeGreaterThan(50);
    expect(await running(false)).toBeLessThan(10);
  });

  it('waits for a batch to fill, as long as its window', async () => {
    const queue = new MemoryQueue();
    queue.send(1);
    const target = new FakeFunction(100);
    start(queue, target, { batchSize: 25, batchWindowMs: 2000, maximumConcurrency: 1 });
    await vi.advanceTimersByTimeAsync(1000);
    queue.send(5, 'late');
    await vi.advanceTimersByTimeAsync(900);
    expect(target.invocations).toEqual([]);
    await vi.advanceTimersByTimeAsync(3000);
    expect(target.invocations.map(({ length }) => length)).toEqual([6]);
  });

  it('handles what it has when the queue stops answering while a batch fills', async () => {
    const queue = new MemoryQueue();
    queue.send(1);
    const receive = queue.receive.bind(queue);
    vi.spyOn(queue, 'receive').mockImplementationOnce(receive).mockRejectedValueOnce(new Error('connection refused'));
    const target = new FakeFunction(100);
    start(queue, target, { batchSize: 25, batchWindowMs: 2000, maximumConcurrency: 1 });
    await vi.advanceTimersByTimeAsync(500);
    expect(target.invocations).toEqual([['m0']]);
    expect(queue.size).toBe(0);
  });

  it('retries throttled batches in place', async () => {
    const queue = new MemoryQueue(60, 5);
    queue.send(5);
    const target = new FakeFunction(1, 1000);
    start(queue, target);
    await vi.advanceTimersByTimeAsync(40_000);
    expect(queue.size).toBe(0);
    expect(target.throttles).toBeGreaterThan(0);
    expect(target.invocations).toHaveLength(5); // each ran once: none was received twice
  });

  describe('with a maximum of 20 over a reservation of 5', () => {
    const load = async (units: number, maximumConcurrency: number) => {
      const queue = new MemoryQueue(12, 3);
      queue.send(400);
      const target = new FakeFunction(units, 2000);
      const { events } = start(queue, target, { maximumConcurrency });
      await vi.advanceTimersByTimeAsync(400_000);
      const ran = new Set(target.invocations.flat());
      return { queue, events, neverRan: queue.deadLetters.filter(({ body }) => !ran.has(body)) };
    };

    it('sends messages to the dead-letter queue that never ran', async () => {
      const { queue, neverRan, events } = await load(5, 20);
      expect(queue.size).toBe(0);
      expect(neverRan.length).toBeGreaterThan(0);
      expect(neverRan.every(({ receives }) => receives === 3)).toBe(true);
      expect(events.some((event) => event.type === 'batch' && event.dropped)).toBe(true);
    });

    it('would send none with the maximum within the reservation', async () => {
      const { queue } = await load(20, 20);
      expect(queue.size).toBe(0);
      expect(queue.deadLetters).toEqual([]);
    });
  });

  it('takes over another batch size and maximum, and loses nothing', async () => {
    const queue = new MemoryQueue(3600);
    queue.send(200);
    const target = new FakeFunction(100, 1000);
    const { mapping: started } = start(queue, target, { maximumConcurrency: 2 });
    await vi.advanceTimersByTimeAsync(3500);
    expect([target.most, started.maximumConcurrency]).toEqual([2, 2]);
    expect(started.change({ ...defaults, batchSize: 4, maximumConcurrency: 7 })).toBe(true);
    await vi.advanceTimersByTimeAsync(5000);
    expect(target.most).toBe(7);
    started.change({ ...defaults, batchSize: 4, maximumConcurrency: 3 });
    await vi.advanceTimersByTimeAsync(2000);
    target.most = 0;
    await vi.advanceTimersByTimeAsync(60_000);
    expect(target.most).toBe(3);
    expect(queue.size).toBe(0);
    expect(new Set(target.invocations.flat()).size).toBe(200);
    expect(target.invocations.flat()).toHaveLength(200);
    expect(Math.max(...target.invocations.map(({ length }) => length))).toBe(4);
    expect(started.change({ ...defaults, batchSize: 4, maximumConcurrency: 3 })).toBe(false);
  });

  it('says that a queue does not answer, and asks again', async () => {
    const queue = new MemoryQueue();
    queue.send(1);
    vi.spyOn(queue, 'receive').mockRejectedValueOnce(new Error('connection refused'));
    const target = new FakeFunction(100);
    const { events } = start(queue, target, { maximumConcurrency: 2 });
    await vi.advanceTimersByTimeAsync(3000);
    expect(events).toContainEqual({ type: 'problem', message: 'cannot receive from shop-orders: connection refused' });
    expect(target.invocations).toEqual([['m0']]);
  });
});
