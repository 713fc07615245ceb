import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { launchBrowser, openPage, overflowOf, viewports, type WatchedPage } from './browser';
import type { LocalService } from '../../src/local/start-local-service';
import { LoadRecorder } from '../../src/local/status/load-recorder';
import { Recorder, type Sample } from '../../src/local/status/recorder';
import { startStatusServer } from '../../src/local/status/status-server';

const samplesKept = 300;
const limits = { maximumConcurrency: 20, reservedConcurrency: 24 };

/** A burst that is worked off: the queue grows for 60 s and is empty after 200 s. */
function sampleAt(second: number, start: number): Sample {
  const received = Math.min(second, 60) * 120;
  const handled = Math.min(received, second * 36);
  const running = handled < received ? 20 : 0;
  const counters = {
    requests: received,
    accepted: received,
    invocations: handled / 10,
    failures: 3,
    throttles: 7,
    coldStarts: 20,
  };
  const orders = {
    name: 'orders',
    waiting: received - handled,
    inFlight: running * 10,
    deadLetters: 2,
    concurrency: running,
    ...limits,
  };
  const audit = { name: 'audit', waiting: 0, inFlight: 0, deadLetters: 0, concurrency: 0, maximumConcurrency: 4 };
  return { time: start + second * 1000, counters, workers: [orders, audit] };
}

describe('the status page of a local run', () => {
  const recorder = new Recorder();
  const service = { name: 'order-intake', url: 'http://127.0.0.1:4711/v1/', workers: [] } as unknown as LocalService;
  let browser: Browser;
  let server: Awaited<ReturnType<typeof startStatusServer>>;

  beforeAll(async () => {
    browser = await launchBrowser();
    server = await startStatusServer(service, recorder, new LoadRecorder());
  });
  afterAll(async () => {
    await browser?.close();
    await server?.stop();
  });
  beforeEach(() => {
    recorder.samples.length = 0;
    recorder.errors.length = 0;
  });

  function recordBurst(): void {
    const start = Date.now() - samplesKept * 1000;
    recorder.samples.push(...Array.from({ length: samplesKept }, (_, second) => sampleAt(second, start)));
    recorder.record({
      type: 'problem',
      message: `not taken over:\n  src/handlers/orders.ts:17:22: ${'long '.repeat(60)}`,
    });
  }

  const open = (viewport: (typeof viewports)['wide' | 'narrow']): Promise<WatchedPage> =>
    openPage(browser, `http://127.0.0.1:${server.port}/`, viewport);

  /** Numbers of a part of the page, by their label. */
  async function numbersIn({ page }: WatchedPage, part: string): Promise<Record<string, string>> {
    const pairs = await page.locator(`${part} dl.numbers > div, dl${part} > div`).allInnerTexts();
    return Object.fromEntries(pairs.map((pair) => pair.split('\n').filter(Boolean) as [string, string]));
  }

  it.each(Object.entries(viewports))('shows everything on a %s screen', async (_name, viewport) => {
    recordBurst();
    const opened = await open(viewport);
    const { page, complaints } = opened;
    await page.locator('#workers section').nth(1).waitFor();
    expect(await page.title()).toBe('order-intake');
    expect(await numbersIn(opened, '#totals')).toMatchObject({ accepted: '7,200', failures: '3', throttles: '7' });
    expect(await numbersIn(opened, '#workers section:nth-child(1)')).toEqual({
      waiting: '0',
      'in flight': '0',
      'dead letters': '2',
      concurrency: '0 of 20',
    });
    expect(await page.locator('#errors p').innerText()).toContain('src/handlers/orders.ts:17:22');
    expect(await overflowOf(page)).toBe(0);
    expect(complaints).toEqual([]);
    await page.close();
  });

  it('draws values over time with both axes, and limits as lines over them', async () => {
    recordBurst();
    const { page } = await open(viewports.wide);
    const charts = page.locator('#workers section:nth-child(1) figure');
    await charts.nth(1).waitFor();
    const [queue, concurrency] = [charts.nth(0), charts.nth(1)];
    expect(await queue.locator('text').allTextContents()).toEqual([
      '0',
      '2,000',
      '4,000',
      '6,000',
      'now',
      '−1 min',
      '−2 min',
      '−3 min',
      '−4 min',
    ]);
    const boxOf = async (selector: string) => (await concurrency.locator(selector).boundingBox())!;
    const [running, maximum, reserved] = [
      await boxOf('.first:not(span)'),
      await boxOf('polyline.second'),
      await boxOf('polyline.third'),
    ];
    expect(maximum.y).toBeCloseTo(running.y, 0); // it ran at its maximum for a while
    expect(reserved.y).toBeLessThan(maximum.y);
    expect(reserved.width).toBeGreaterThan(300);
    await page.close();
  });

  it('shows what is there with one sample, and follows what happens', async () => {
    const { page, complaints } = await open(viewports.narrow);
    await page.locator('#no-errors').waitFor();
    recorder.samples.push(sampleAt(0, Date.now()));
    await page.locator('#workers figure').nth(3).waitFor();
    recorder.samples.push(sampleAt(30, Date.now()));
    await page.locator('#workers dd', { hasText: '2,520' }).waitFor();
    expect(complaints).toEqual([]);
    await page.close();
  });

  it('keeps what it showed when the run has ended, and says so', async () => {
    recordBurst();
    const { page } = await open(viewports.wide);
    await page.locator('#workers figure').first().waitFor();
    await server.stop();
    await page.locator('#state', { hasText: 'not running any more' }).waitFor();
    expect(await page.locator('#workers figure').count()).toBe(4);
    server = await startStatusServer(service, recorder, new LoadRecorder());
    await page.close();
  });
});
