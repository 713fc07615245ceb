import { mkdirSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { withWrittenProjects } from './in-process';
import type { Answers } from '../../src/spec/service-spec';
import { specOf } from '../valid-answers';

/** What a hook tells Artillery. */
class Metrics {
  readonly counters: Record<string, number> = {};
  readonly histograms: string[] = [];

  emit(kind: string, name: string, value: number): void {
    if (kind === 'counter') {
      this.counters[name] = (this.counters[name] ?? 0) + value;
    } else {
      this.histograms.push(name);
    }
  }
}

interface LoadRequest {
  url: string;
  body: Buffer;
  headers: Record<string, string>;
}

interface Context {
  readonly vars: Record<string, unknown>;
}

/** The functions that scenarios name. */
interface Hooks {
  readonly prepare: (request: object, context: Context, metrics: Metrics) => Promise<void>;
  readonly countAnswer: (request: object, response: object, context: Context, metrics: Metrics) => Promise<void>;
  readonly countFailure: (error: Error, request: object, context: Context, metrics: Metrics, next: () => void) => void;
  readonly follow: (context: Context, metrics: Metrics) => Promise<void>;
  readonly publish: (context: Context, metrics: Metrics) => Promise<void>;
}

let metrics: Metrics;
let ledger: string;

beforeEach(() => {
  vi.resetModules(); // hooks read their environment when they are loaded
  metrics = new Metrics();
  ledger = join(mkdtempSync(join(tmpdir(), 'spillway-ledger-')), 'ledger');
  vi.stubEnv('SPILLWAY_LOADTEST_LEDGER', ledger);
  vi.stubEnv('SPILLWAY_LOADTEST_TARGET', 'https://api.example/v1/');
  vi.stubEnv('AWS_ACCESS_KEY_ID', 'AKIDTEST');
  vi.stubEnv('AWS_SECRET_ACCESS_KEY', 'secret');
});
afterEach(() => vi.unstubAllEnvs());

/** Loads the hooks of a written project as Artillery would. */
async function withHooks(
  answers: Answers,
  use: (hooks: Hooks, load: <T>(file: string) => Promise<T>, directory: string) => Promise<void>,
): Promise<void> {
  await withWrittenProjects([specOf(answers)], async ([directory = '']) => {
    const load = async <T>(file: string) => (await import(join(directory, 'load-test', file))) as T;
    const processor = /processor: \.\/(?<file>\S+)/.exec(
      readFileSync(join(directory, 'load-test/scenario.yml'), 'utf8'),
    );
    await use(await load<Hooks>(processor!.groups!.file!), load, directory);
  });
}

async function sendOne(
  { prepare, countAnswer }: Hooks,
  statusCode: number,
  body: object,
): Promise<[LoadRequest, Context]> {
  const request = {} as LoadRequest;
  const context: Context = { vars: {} };
  await prepare(request, context, metrics);
  await countAnswer(request, { statusCode, body: JSON.stringify(body) }, context, metrics);
  return [request, context];
}

describe('turns', () => {
  it('are as even as weights allow, at any time', async () => {
    await withHooks({}, async (_hooks, load) => {
      const { turnsOf } = await load<{ turnsOf: <T>(workers: readonly T[]) => () => T }>('turns.mjs');
      fc.assert(
        fc.property(
          fc.array(fc.integer({ min: 1, max: 1000 }), { minLength: 1, maxLength: 6 }),
          fc.integer({ min: 1, max: 500 }),
          (weights, count) => {
            const next = turnsOf(weights.map((weight, index) => ({ weight, index })));
            const taken = weights.map(() => 0);
            Array.from({ length: count }, next).forEach(({ index }) => (taken[index]! += 1));
            const whole = weights.reduce((sum, weight) => sum + weight, 0);
            weights.forEach((weight, index) => {
              expect(Math.abs(taken[index]! - (count * weight) / whole)).toBeLessThan(weights.length);
            });
          },
        ),
      );
    });
  });
});

describe('payloads', () => {
  it.each(['{}', '[]', '[1]'])('are refused unless they are objects in a list: %s', async (text) => {
    await withHooks({}, async (_hooks, load, directory) => {
      writeFileSync(join(directory, 'load-test/payloads/messages.json'), text);
      const { payloadsOf } = await load<{ payloadsOf: (worker: string) => unknown }>('payloads.mjs');
      expect(() => payloadsOf('messages')).toThrow('load-test/payloads/messages.json is not a list of JSON objects');
    });
  });
});

describe('the hooks of an HTTP API', () => {
  it('sign what they send to each worker, and count what becomes of it', async () => {
    vi.stubEnv('SPILLWAY_LOADTEST_REGION', 'eu-west-1');
    await withHooks({ workers: ['orders=2', 'audit'] }, async (hooks) => {
      const [request] = await sendOne(hooks, 202, { id: 'a' });
      expect(request.url).toBe('https://api.example/v1/orders');
      expect(request.headers).toMatchObject({ host: 'api.example', 'content-type': 'application/json' });
      expect(request.headers.authorization).toMatch(
        /^AWS4-HMAC-SHA256 Credential=AKIDTEST\/\d+\/eu-west-1\/execute-api\//,
      );
      expect(JSON.parse(String(request.body))).toHaveProperty('sku');
      expect(Buffer.isBuffer(request.body)).toBe(true);
      await sendOne(hooks, 429, { message: 'Too Many Requests' });
      await sendOne(hooks, 400, { message: 'no' });
      expect(metrics.counters).toEqual({
        'spillway.sent': 3,
        'spillway.sent.orders': 2,
        'spillway.sent.audit': 1,
        'spillway.accepted': 1,
        'spillway.accepted.orders': 1,
        'spillway.refused': 1,
        'spillway.refused.audit': 1,
        'spillway.failed': 1,
        'spillway.failed.orders': 1,
      });
      expect(metrics.histograms).toEqual(['spillway.acceptance_ms']);
      expect(readFileSync(ledger, 'utf8')).toMatch(/^\d{13} orders a\n$/);
    });
  });

  it('count a message that was never answered once, however often Artillery tells of it', async () => {
    await withHooks({ response: 'fire-and-forget' }, async (hooks) => {
      const context: Context = { vars: {} };
      await hooks.prepare({}, context, metrics);
      const next = vi.fn();
      hooks.countFailure(new Error('ECONNRESET'), {}, context, metrics, next);
      hooks.countFailure(new Error('ECONNRESET'), {}, context, metrics, next);
      expect(next).toHaveBeenCalledTimes(2);
      expect(metrics.counters).toMatchObject({ 'spillway.sent': 1, 'spillway.failed': 1 });
      expect(hooks).not.toHaveProperty('follow');
    });
  });

  it('count a message that was answered no second time, whatever fails after that', async () => {
    await withHooks({ response: 'fire-and-forget' }, async (hooks) => {
      const [, context] = await sendOne(hooks, 202, { id: 'a' });
      hooks.countFailure(new Error('lost while following'), {}, context, metrics, vi.fn());
      expect(metrics.counters).toMatchObject({ 'spillway.accepted': 1 });
      expect(metrics.counters).not.toHaveProperty('spillway.failed');
    });
  });

  it('prove themselves with a certificate where callers have one', async () => {
    const write = (name: string) => {
      const file = join(mkdtempSync(join(tmpdir(), 'spillway-pem-')), name);
      writeFileSync(file, name);
      return file;
    };
    vi.stubEnv('SPILLWAY_LOADTEST_CERTIFICATE', write('the certificate'));
    vi.stubEnv('SPILLWAY_LOADTEST_KEY', write('the key'));
    await withHooks({ auth: 'x509' }, async (hooks) => {
      const [request] = await sendOne(hooks, 202, { id: 'a' });
      expect(request).toMatchObject({ https: { key: 'the key', certificate: 'the certificate' } });
      expect(request.headers).not.toHaveProperty('authorization');
    });
  });

  it('say what is missing without a certificate', async () => {
    await withWrittenProjects([specOf({ auth: 'x509' })], async ([directory = '']) => {
      await expect(import(join(directory, 'load-test/caller.mjs'))).rejects.toThrow(
        'set SPILLWAY_LOADTEST_CERTIFICATE',
      );
    });
  });
});

describe('the hooks of GraphQL', () => {
  it.each([
    ['at the address itself', 'https://x.appsync-api.eu-west-1.amazonaws.com/graphql', undefined],
    ['below the base URL', 'https://api.shop.example/', 'https://api.shop.example/graphql'],
  ])('post mutations %s', async (_case, target, url = target) => {
    vi.stubEnv('SPILLWAY_LOADTEST_TARGET', target);
    await withHooks({ api: 'graphql', workers: ['order-events'] }, async (hooks) => {
      const [request] = await sendOne(hooks, 200, { data: { receipt: { id: 'a' } } });
      expect(request.url).toBe(url);
      expect(JSON.parse(String(request.body))).toMatchObject({
        query: expect.stringContaining('submitOrderEvents(payload: $payload) { id }'),
        variables: { payload: { sku: expect.any(String) } },
      });
      expect(metrics.counters).toMatchObject({ 'spillway.accepted.order-events': 1 });
    });
  });

  it('take a 200 without a receipt for a failure, and 429 for a refusal', async () => {
    await withHooks({ api: 'graphql' }, async (hooks) => {
      await sendOne(hooks, 200, { data: null, errors: [{ message: 'no' }] });
      await sendOne(hooks, 429, {});
      expect(metrics.counters).toMatchObject({ 'spillway.sent': 2, 'spillway.failed': 1, 'spillway.refused': 1 });
      expect(metrics.counters).not.toHaveProperty('spillway.accepted');
    });
  });
});

describe('a caller that follows its messages', () => {
  let server: Server;
  const statuses: string[] = [];

  beforeEach(async () => {
    statuses.length = 0;
    server = createServer((_request, response) => {
      const status = statuses.shift() ?? 'SUCCEEDED';
      response.writeHead(status === 'unknown' ? 404 : 200);
      response.end(JSON.stringify({ id: 'a', status }));
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    vi.stubEnv('SPILLWAY_LOADTEST_TARGET', `http://127.0.0.1:${(server.address() as AddressInfo).port}/v1/`);
  });
  afterEach(() => new Promise((resolve) => server.close(resolve)));

  it('asks for the first message and then for each fiftieth', async () => {
    await withHooks({}, async (hooks) => {
      for (let sent = 0; sent < 51; sent += 1) {
        const [, context] = await sendOne(hooks, 202, { id: String(sent) });
        await hooks.follow(context, metrics);
      }
      expect(metrics.counters).toMatchObject({ 'spillway.accepted': 51, 'spillway.completed': 2 });
      expect(metrics.histograms.filter((name) => name === 'spillway.completion_ms')).toHaveLength(2);
    });
  });

  it('goes on until the message is done', async () => {
    statuses.push('unknown', 'PROCESSING');
    await withHooks({}, async (hooks) => {
      const [, context] = await sendOne(hooks, 202, { id: 'a' });
      await hooks.follow(context, metrics);
      expect(statuses).toEqual([]);
      expect(metrics.counters).toMatchObject({ 'spillway.completed': 1 });
    });
  });

  it('counts a message that failed for good as unfinished', async () => {
    statuses.push('FAILED');
    await withHooks({}, async (hooks) => {
      const [, context] = await sendOne(hooks, 202, { id: 'a' });
      await hooks.follow(context, metrics);
      expect(metrics.counters).toMatchObject({ 'spillway.unfinished': 1 });
    });
  });
});

describe('the connections of devices', () => {
  it('publish at most 100 times a second each', async () => {
    await withHooks({ api: 'iot', protocols: ['https'] }, async (_hooks, load) => {
      const { paceOf } = await load<{ paceOf: () => () => Promise<void> }>('pace.mjs');
      const ready = paceOf();
      const beganAt = performance.now();
      await Promise.all(Array.from({ length: 51 }, ready));
      expect(performance.now() - beganAt).toBeGreaterThanOrEqual(498); // timers may fire up to 1 ms early
    });
  });

  it('are of another device in each thread of Artillery', async () => {
    await withHooks({ api: 'iot', protocols: ['https'] }, async (_hooks, load) => {
      const { devicesOfThread } = await load<{
        devicesOfThread: (devices: readonly string[], wanted: number) => string[];
      }>('threads.mjs');
      vi.stubEnv('WORKERS', '3');
      const ofThread = (wanted: number, thread: number) => {
        vi.stubEnv('LOCAL_WORKER_ID', String(thread));
        return devicesOfThread(['a', 'b', 'c', 'd', 'e'], wanted);
      };
      const threads = [1, 2, 3];
      expect(threads.map((thread) => ofThread(5, thread))).toEqual([['a', 'd'], ['b', 'e'], ['c']]);
      expect(threads.map((thread) => ofThread(1, thread))).toEqual([['a'], ['b'], ['c']]);
      vi.stubEnv('WORKERS', '6');
      expect(() => ofThread(1, 6)).toThrow('5 devices are not enough for 6 threads; set WORKERS=5');
    });
  });

  it('refuse a protocol that no device speaks', async () => {
    vi.stubEnv('SPILLWAY_LOADTEST_PROTOCOL', 'mqtt');
    await withWrittenProjects([specOf({ api: 'iot', protocols: ['mqtt-wss', 'https'] })], async ([directory = '']) => {
      await expect(import(join(directory, 'load-test/hooks.mjs'))).rejects.toThrow(
        'SPILLWAY_LOADTEST_PROTOCOL is "mqtt"; devices speak mqtt-wss, https',
      );
    });
  });

  it('leave the claim certificate alone, which is no device', async () => {
    const devices = mkdtempSync(join(tmpdir(), 'spillway-devices-'));
    ['claim', 'meter-1'].forEach((name) => {
      mkdirSync(join(devices, name));
      ['certificate.pem', 'private-key.pem'].forEach((file) => writeFileSync(join(devices, name, file), file));
    });
    const registered = { thingName: 'meter-1', certificateId: 'a1', certificateAuthority: 'the authority' };
    writeFileSync(join(devices, 'meter-1/device.json'), JSON.stringify(registered));
    vi.stubEnv('SPILLWAY_LOADTEST_DEVICES', devices);
    vi.stubEnv('WORKERS', '1');
    await withHooks({ api: 'iot', auth: 'x509' }, async (_hooks, load) => {
      const { findDevices } = await load<{ findDevices: (wanted: number) => Promise<object[]> }>('devices.mjs');
      await expect(findDevices(2)).resolves.toMatchObject([{ thingName: 'meter-1', tls: { ca: 'the authority' } }]);
    });
  });

  it.each(['sigv4', 'x509'])('say where devices come from when there are none (%s)', async (auth) => {
    const empty = mkdtempSync(join(tmpdir(), 'spillway-devices-'));
    vi.stubEnv('SPILLWAY_LOADTEST_DEVICES', empty);
    await withHooks({ api: 'iot', auth }, async (hooks) => {
      await expect(hooks.publish({ vars: { devices: 2 } }, metrics)).rejects.toThrow(`${empty} holds no device`);
    });
  });
});
