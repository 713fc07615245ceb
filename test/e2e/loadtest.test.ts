import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { pathToFileURL } from 'node:url';
import type { Browser } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { launchBrowser, openPage, overflowOf, viewports } from './browser';
import { setProperties, setRetries } from './change-template';
import { LoadTestedProject, missedMarks } from './load-tested-project';
import { cleanEnvironment, Workspace } from './workspace';

/** Measured on a machine that may have done something else meanwhile: what the test says must hold in one of two runs. */
const twiceAtMost = { retry: 1 };

/** Small, so that two cores suffice: what is tested are the numbers, not the speed of this machine. */
const slow = ['--duration-ms', '1000', '--concurrency-budget', '8'];
const slowMs = 1000;

const workspace = new Workspace();
const intake = new LoadTestedProject(workspace, 'order-intake');

beforeAll(() => {
  workspace.installSpillway();
  intake.write(slow);
  intake.behave({ ms: slowMs });
});
afterAll(() => workspace.remove());

describe('npm run loadtest', () => {
  let browser: Browser;

  beforeAll(async () => (browser = await launchBrowser()));
  afterEach(async () => intake.stop());
  afterAll(async () => browser?.close());

  it('says that there is nothing to load, before it installs anything', () => {
    const { status, stderr } = workspace.run('npx', ['spillway', 'loadtest', 'smoke'], { cwd: intake.directory });
    expect(status).toBe(1);
    expect(stderr).toContain('this project is not running; start it with "npm run local"');
    expect(stderr).not.toContain('installing');
  });

  it('installs its load engine once, and meets its marks with what the handlers saw', async () => {
    await intake.start();
    const { outcome, report } = await intake.loadTest('smoke');
    expect(outcome.stderr).toContain('installing the load engine');
    expect({ status: outcome.status, missed: missedMarks(report) }).toEqual({ status: 0, missed: [] });
    const handled = intake.handled.length;
    expect(handled).toBeGreaterThan(0);
    expect(new Set(intake.handled).size).toBe(handled);
    expect(report.messages.measured).toEqual({ sent: handled, accepted: handled, refused: 0, failed: 0 });
    expect(report.workers).toMatchObject([{ measured: { accepted: handled, processed: handled, missing: 0 } }]);
    const again = await intake.loadTest('smoke');
    expect(again.outcome.stderr).not.toContain('installing');
  });

  it.each(Object.entries(viewports))('shows its report without a network, %s', async (_, viewport) => {
    const file = join(intake.directory, 'load-test/results/latest/report.html');
    const { page, complaints } = await openPage(browser, pathToFileURL(file).href, viewport);
    expect(await page.locator('#verdict').textContent()).toMatch(/^passed: all \d+ marks are met$/);
    expect(await page.locator('figure').count()).toBe(5);
    const texts = await page.locator('figure').allInnerTexts();
    expect(texts.join('\n')).toMatch(/Rate \(messages per second\)[^]*milliseconds[^]*maximum 7[^]*reserved 8/);
    expect(await page.locator('svg .series').count()).toBeGreaterThan(10);
    expect(await overflowOf(page)).toBe(0);
    expect(complaints).toEqual([]);
    await page.close();
  });

  it('leaves no report after Ctrl-C', async () => {
    await intake.start();
    const reports = () => workspace.run('ls', ['load-test/results'], { cwd: intake.directory }).stdout;
    const before = reports();
    const program = join(intake.directory, 'node_modules/.bin/spillway');
    const env = cleanEnvironment();
    const child = spawn(process.execPath, [program, 'loadtest', 'smoke'], { cwd: intake.directory, env });
    const said = text(child.stderr);
    setTimeout(() => child.kill('SIGINT'), 12_000);
    const [code] = (await once(child, 'close')) as [number];
    expect(await said).toContain('cancelled, no report was written');
    expect(code).toBe(130);
    expect(reports()).toBe(before);
  });
});

describe('the load test of a project, elsewhere', () => {
  const loadTest = join(intake.directory, 'load-test');
  afterEach(async () => intake.stop());

  it.each(['fargate', 'lambda'])('is started on %s with flags that the load engine knows', (on) => {
    const args = ['spillway', 'loadtest', 'burst', '--distributed', '--on', on, '--count', '2', '--dry-run'];
    const command = workspace.succeed('npx', args, { cwd: intake.directory });
    const flags = command.match(/--[\w-]+(?= )/g)!;
    expect(flags).toContain('--overrides');
    const help = workspace.succeed('npx', ['artillery', `run-${on}`, '--help'], { cwd: loadTest });
    const known = help.match(/--[\w-]+/g)!;
    expect(flags.filter((flag) => !known.includes(flag))).toEqual([]);
  });

  it('runs in a directory that holds nothing else', async () => {
    await intake.start();
    const bundle = workspace.path('bundle');
    workspace.succeed('cp', ['--archive', '--link', loadTest, bundle]);
    const { url, region, callers } = intake.run!.ready;
    const env = {
      SPILLWAY_LOADTEST_TARGET: url,
      SPILLWAY_LOADTEST_REGION: region,
      AWS_ACCESS_KEY_ID: callers[0]!.accessKeyId,
      AWS_SECRET_ACCESS_KEY: callers[0]!.secretAccessKey,
      ARTILLERY_DISABLE_TELEMETRY: 'true',
    };
    // as a machine elsewhere gets it, with its part of the phases
    const overrides = '{"config":{"phases":[{"duration":5,"arrivalRate":2}]}}';
    const args = ['run', '--environment', 'smoke', '--overrides', overrides, '--output', 'raw.json', 'scenario.yml'];
    const { status } = await workspace.start('node_modules/.bin/artillery', args, { cwd: bundle, env });
    expect(status).toBe(0);
    const { aggregate } = JSON.parse(readFileSync(join(bundle, 'raw.json'), 'utf8')) as {
      aggregate: { counters: Record<string, number> };
    };
    expect(aggregate.counters['spillway.accepted']).toBe(10);
  });
});

/** The other cells. */
const cells = [
  { name: 'meter-api', flags: ['--auth', 'x509'] },
  { name: 'orders-graph', flags: ['--api', 'graphql'] },
  { name: 'devices-graph', flags: ['--api', 'graphql', '--auth', 'x509'] },
  { name: 'site-telemetry', flags: ['--api', 'iot'] },
  { name: 'meter-readings', flags: ['--api', 'iot', '--auth', 'x509'] },
];

describe.each(cells)('npm run loadtest of $name $flags', ({ name, flags }) => {
  const project = new LoadTestedProject(workspace, name);

  beforeAll(() => {
    project.write([...flags, ...slow]);
    project.behave({ ms: slowMs });
  });
  afterEach(async () => project.stop());

  it('meets the marks of smoke with what the handlers saw', twiceAtMost, async () => {
    await project.start();
    const { outcome, report } = await project.loadTest('smoke');
    expect({ status: outcome.status, missed: missedMarks(report) }).toEqual({ status: 0, missed: [] });
    const handled = project.handled.length;
    expect(handled).toBeGreaterThan(0);
    expect(report.messages.measured).toEqual({ sent: handled, accepted: handled, refused: 0, failed: 0 });
    expect(report.workers).toMatchObject([{ measured: { accepted: handled, processed: handled } }]);
  });
});

/** How far a measurement may lie from what the plan predicts. */
const tolerance = 0.2;

describe('a service at and beyond what its budget sustains', () => {
  const project = new LoadTestedProject(workspace, 'bent');

  beforeAll(async () => {
    // no throttle of its own stands before the queue, so that it bends by a backlog
    const entrance = ['--api', 'graphql', '--response', 'fire-and-forget'];
    // so slow and in such small batches that what this machine adds to each message hardly counts
    const speed = ['--duration-ms', '3000', '--concurrency-budget', '8', '--batch-size', '1'];
    project.write([...entrance, ...speed]);
    project.behave({ ms: 3000 });
    await project.start();
  });
  afterAll(async () => project.stop());

  it('keeps up with what it sustains', twiceAtMost, async () => {
    const { outcome, report } = await project.loadTest('sustained');
    expect({ status: outcome.status, missed: missedMarks(report) }).toEqual({ status: 0, missed: [] });
  });

  it('gets the backlog that its plan predicts, and works it off as fast', twiceAtMost, async () => {
    const { report } = await project.loadTest('burst');
    expect(missedMarks(report)).toEqual([]);
    const [{ predicted, measured }] = report.workers as [(typeof report.workers)[number]];
    expect(predicted!.backlogAtEnd).toBeGreaterThan(100);
    for (const [found, expected] of [
      [measured.atEnd, predicted!.backlogAtEnd],
      [measured.drainSeconds!, predicted!.drainSeconds],
    ] as const) {
      expect(found / expected).toBeGreaterThan(1 - tolerance);
      expect(found / expected).toBeLessThan(1 + tolerance);
    }
  });
});

describe('a service whose throttle stands before the queue', () => {
  afterEach(async () => intake.stop());

  it('refuses in a burst what its plan predicts, and the report says so', twiceAtMost, async () => {
    intake.behave({ ms: slowMs });
    await intake.start();
    const { report } = await intake.loadTest('burst');
    const { predicted, measured } = report.messages;
    expect(measured.refused / predicted.refused).toBeGreaterThan(1 - tolerance);
    expect(report.verdicts.find(({ mark }) => mark.id === 'bends-as-predicted')).toMatchObject({ met: true });
  });
});

describe('a broken service misses the mark that says why', () => {
  afterEach(async () => intake.stop());

  it('throttles where fewer units are reserved than the event source uses', async () => {
    intake.behave({ ms: 3000 });
    await intake.start();
    await intake.stop();
    setProperties(intake.template, 'AWS::Lambda::Function', { ReservedConcurrentExecutions: 1 });
    await intake.start('--no-synth');
    const { outcome, report } = await intake.loadTest('smoke');
    expect(outcome.status).not.toBe(0);
    expect(missedMarks(report)).toContain('throttles');
  });

  it('leaves dead letters where a message is received only once', async () => {
    intake.behave({ failsAtFirst: true });
    await intake.start();
    await intake.stop();
    setRetries(intake.template, { maxReceiveCount: 1, seconds: 5 });
    await intake.start('--no-synth');
    const { report } = await intake.loadTest('smoke');
    expect(missedMarks(report)).toEqual(['dead-letters']);
    expect(report.workers[0]!.measured).toMatchObject({ processed: 0, missing: 0 });
  });

  it('loses a message where the handler drops one', async () => {
    intake.behave({ fault: 'drops-one' });
    await intake.start();
    const { report } = await intake.loadTest('smoke');
    expect(missedMarks(report)).toEqual(['processed-exactly-once']);
    expect(report.workers[0]!.measured.missing).toBeGreaterThan(0);
  });

  it('processes messages again where the handler runs twice', async () => {
    intake.behave({ fault: 'runs-twice' });
    await intake.start();
    const { report } = await intake.loadTest('smoke');
    expect(missedMarks(report)).toEqual(['processed-exactly-once']);
    const { accepted, processed, missing } = report.workers[0]!.measured;
    expect({ processed, missing }).toEqual({ processed: 2 * accepted, missing: -accepted });
  });
});
