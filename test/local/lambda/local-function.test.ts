import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { functionOf, program } from './function-of';
import { ConcurrencyPool } from '../../../src/local/lambda/concurrency-pool';
import type { FunctionSettings } from '../../../src/local/lambda/function-settings';
import { LocalFunction, ThrottledError } from '../../../src/local/lambda/local-function';
import { StartLimit } from '../../../src/local/lambda/start-limit';
import type { LocalEvent } from '../../../src/local/local-event';

let started: LocalFunction | undefined;
afterEach(async () => started?.stop());

interface Conditions {
  readonly account?: number;
  readonly coldStartMs?: number;
  readonly starts?: StartLimit;
}

function start(settings: FunctionSettings, { account = 10, coldStartMs = 0, starts }: Conditions = {}) {
  const events: LocalEvent[] = [];
  const reservations =
    settings.reservedConcurrency === undefined ? [] : [[settings.name, settings.reservedConcurrency]];
  const pool = new ConcurrencyPool(account, new Map(reservations as [string, number][]));
  started = new LocalFunction({ settings, pool, program, coldStartMs, starts, report: (event) => events.push(event) });
  const invocations = () => events.filter((event) => event.type === 'invocation');
  return { local: started, events, invocations };
}

const echo = 'exports.handler = async (event, context) => ({ event, context, region: process.env.AWS_REGION });';
const wait = 'exports.handler = ({ ms }) => new Promise((resolve) => setTimeout(() => resolve({ ms }), ms));';
const count = 'let calls = 0; exports.handler = async () => ++calls;';

describe('LocalFunction', () => {
  it('hands event, context and variables to the handler, and returns what it returns', async () => {
    const { local } = start(functionOf(echo, { environment: { AWS_REGION: 'eu-west-1' } }));
    expect(await local.invoke({ Records: [1] })).toEqual({
      event: { Records: [1] },
      region: 'eu-west-1',
      context: expect.objectContaining({
        functionName: 'OrdersHandler',
        invokedFunctionArn: 'arn:aws:lambda:eu-west-1:000000000000:function:OrdersHandler',
        memoryLimitInMB: '128',
      }),
    });
  });

  it.each(['undefined', '() => 1', 'Symbol()'])('takes %s, which JSON has no form for, as null', async (value) => {
    expect(await start(functionOf(`exports.handler = async () => (${value});`)).local.invoke({})).toBeNull();
  });

  it('keeps an environment warm, and handles one event at a time in it', async () => {
    const { local, invocations } = start(functionOf(count));
    expect([await local.invoke({}), await local.invoke({})]).toEqual([1, 2]);
    expect(await Promise.all([local.invoke({}), local.invoke({})])).toEqual([3, 1]);
    expect(invocations().map(({ coldStartMs }) => coldStartMs !== undefined)).toEqual([true, false, false, true]);
  });

  it('starts only so many environments at once, and counts no wait for one as time of the function', async () => {
    const slowToLoad = 'const end = Date.now() + 600; while (Date.now() < end); exports.handler = async () => 1;';
    const { local, invocations } = start(functionOf(slowToLoad, { timeoutMs: 500 }), { starts: new StartLimit(1) });
    await Promise.all([1, 2, 3].map(() => local.invoke({})));
    const waits = invocations().map(({ waitedMs }) => waitedMs!);
    expect(waits.filter((ms) => ms > 550)).toHaveLength(2);
    // whoever waits takes the environment that is done first, so that the third needs none of its own
    expect(invocations().filter(({ coldStartMs }) => coldStartMs !== undefined)).toHaveLength(2);
    await local.invoke({});
    expect(invocations().at(-1)).not.toHaveProperty('waitedMs');
  });

  it('lets others start while a cold start is only as long as it is told to', async () => {
    const coldStartMs = 2000;
    const { local, invocations } = start(functionOf(count), { coldStartMs, starts: new StartLimit(1) });
    await Promise.all([1, 2, 3].map(() => local.invoke({})));
    expect(Math.max(...invocations().map(({ waitedMs }) => waitedMs!))).toBeLessThan(coldStartMs);
  });

  it('makes a cold start as long as it is told to', async () => {
    const { local, invocations } = start(functionOf(count), { coldStartMs: 120 });
    await local.invoke({});
    await local.invoke({});
    expect(invocations()[0]!.coldStartMs).toBeGreaterThanOrEqual(119);
    expect(invocations()[1]!.durationMs).toBeLessThan(120);
  });

  it('ends an environment that nobody needed for five minutes', async () => {
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
    try {
      const { local } = start(functionOf(count));
      expect(await local.invoke({})).toBe(1);
      vi.advanceTimersByTime(299_000);
      expect(await local.invoke({})).toBe(2);
      vi.advanceTimersByTime(300_000);
      expect(await local.invoke({})).toBe(1);
    } finally {
      vi.useRealTimers();
    }
  });

  it('throttles at once what is over the reservation', async () => {
    const { local, events } = start(functionOf(wait, { reservedConcurrency: 2 }));
    const first = [local.invoke({ ms: 50 }), local.invoke({ ms: 50 })];
    await expect(local.invoke({ ms: 0 })).rejects.toThrow(ThrottledError);
    expect(local.concurrency).toBe(2);
    await Promise.all(first);
    expect(events.filter(({ type }) => type === 'throttle')).toEqual([
      {
        type: 'throttle',
        function: 'orders/Handler',
        reason: 'ReservedFunctionConcurrentInvocationLimitExceeded',
      },
    ]);
    expect(await local.invoke({ ms: 1 })).toEqual({ ms: 1 });
  });

  it('ends the environment of an event that takes too long, and goes on in another', async () => {
    const { local, invocations } = start(functionOf(wait, { timeoutMs: 100 }));
    await expect(local.invoke({ ms: 5000 })).rejects.toThrow('timed out after 0.1 s');
    expect(await local.invoke({ ms: 1 })).toEqual({ ms: 1 });
    expect(invocations()).toMatchObject([{ outcome: 'timed-out' }, { outcome: 'succeeded' }]);
    expect(invocations()[1]!.coldStartMs).toBeDefined();
  });

  it('cuts off code that never yields', async () => {
    const { local } = start(functionOf('exports.handler = async () => { for (;;); };', { timeoutMs: 100 }));
    await expect(local.invoke({})).rejects.toThrow('timed out');
  });

  it.each([
    ['throws', 'exports.handler = async () => { throw new Error("no stock"); };', 'no stock'],
    ['ends the process', 'exports.handler = async () => process.exit(3);', 'ended with code 3'],
    ['cannot be loaded', 'throw new Error("no such table");', 'no such table'],
    ['exports something else', 'exports.other = 1;', 'exports no function "handler"'],
  ])('says why code fails that %s', async (_case, code, reason) => {
    const { local, invocations } = start(functionOf(code));
    await expect(local.invoke({})).rejects.toThrow(reason);
    expect(invocations()).toMatchObject([{ outcome: 'failed' }]);
    expect(local.concurrency).toBe(0);
  });

  it('names a handler that is not there', async () => {
    const { local } = start(functionOf(echo, { handler: 'main.handler' }));
    await expect(local.invoke({})).rejects.toThrow('handler "main.handler" is not in');
    expect(local.concurrency).toBe(0);
  });

  it('hides nothing that the code logs', async () => {
    const settings = functionOf('console.log("loaded"); exports.handler = async () => console.error("handled");');
    const { local, events } = start(settings);
    await local.invoke({});
    await expect.poll(() => events.filter(({ type }) => type === 'log').length).toBe(2);
    expect(events).toContainEqual({ type: 'log', function: 'orders/Handler', line: 'loaded' });
  });

  it('lets the code reach local queues by their URL', async () => {
    const server = createServer((_request, response) => response.end('here')).listen(0, '127.0.0.1');
    await once(server, 'listening');
    const code = `exports.handler = async ({ url }) => new Promise((resolve) =>
      require('node:http').get(url, (response) => response.on('data', (data) => resolve(String(data)))));`;
    const { local } = start(functionOf(code));
    const { port } = server.address() as AddressInfo;
    expect(await local.invoke({ url: `http://sqs.eu-west-1.localhost:${port}/` })).toBe('here');
    server.close();
    server.closeAllConnections();
  });

  it('finishes events with the code from before a change, and begins the next with the new one', async () => {
    const say = (word: string) =>
      `exports.handler = ({ ms = 0 }) => new Promise((done) => setTimeout(() => done('${word}'), ms));`;
    const { local } = start(functionOf(say('old'), { reservedConcurrency: 2 }));
    await local.invoke({});
    const running = local.invoke({ ms: 300 });
    const settings = functionOf(say('new'), { reservedConcurrency: 1 });
    expect(local.change(settings)).toBe(true);
    await expect(local.invoke({})).rejects.toThrow(ThrottledError); // the one from before still runs
    expect(await running).toBe('old');
    expect([await local.invoke({}), await local.invoke({})]).toEqual(['new', 'new']);
    expect(local.change({ ...settings })).toBe(false);
  });

  it('keeps an environment for the next event that was started after a change', async () => {
    const { local } = start(functionOf(count));
    await local.invoke({});
    local.change(functionOf(count));
    expect([await local.invoke({}), await local.invoke({})]).toEqual([1, 2]);
  });

  it('ends what it does when it is stopped, and begins nothing more', async () => {
    const { local } = start(functionOf(wait));
    const ended = expect(local.invoke({ ms: 5000 })).rejects.toThrow('the local run was stopped');
    await local.stop();
    await ended;
    await expect(local.invoke({ ms: 1 })).rejects.toThrow('is stopped');
  });

  it('honours source maps, which a thread does not take by itself', async () => {
    const code = 'exports.handler = async () => process.env.NODE_OPTIONS;';
    const { local } = start(functionOf(code, { environment: { NODE_OPTIONS: '--enable-source-maps' } }));
    expect(await local.invoke({})).toBe('--enable-source-maps');
  });
});
