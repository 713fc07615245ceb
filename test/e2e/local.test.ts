import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { launchBrowser, openPage } from './browser';
import { type Retries, setProperties, setRetries } from './change-template';
import { LocalRun } from './local-run';
import { expectDeadLetterAndReturn, expectOneHandling, handlerSource } from './message-life';
import { Workspace } from './workspace';

/** Drives the service with its own clients; one JSON document out. */
const driver = `
import { findApiUrl } from './clients/api-url';
import { awaitOutcome, getStatus } from './clients/await-outcome';
import { connect } from './clients/connect';
import { submit } from './clients/submit';

async function main([command, outputs, key, secret, text]: string[]) {
  const api = connect({ url: await findApiUrl(outputs), credentials: { accessKeyId: key!, secretAccessKey: secret! } });
  const argument = JSON.parse(text!);
  if (command === 'outcome') {
    const id = await submit(api, 'orders', argument);
    return awaitOutcome(api, { worker: 'orders', id }, { timeoutMs: 30_000 });
  }
  if (command === 'submit') {
    return Promise.all(argument.map((payload: object) => submit(api, 'orders', payload)));
  }
  return (await getStatus(api, { worker: 'orders', id: argument })) ?? 'unknown';
}

main(process.argv.slice(2)).catch(String).then((result) => console.log(JSON.stringify(result)));
`;

describe('npm run local', () => {
  const workspace = new Workspace();
  const project = workspace.path('order-intake');
  let run: LocalRun;

  beforeAll(() => {
    workspace.installSpillway();
    const flags = ['--worker', 'orders', '--duration-ms', '100', '--concurrency-budget', '24'];
    expect(workspace.spillway('new', 'order-intake', '--yes', '--no-git', ...flags).status).toBe(0);
    writeFileSync(workspace.path('order-intake/src/handlers/orders.ts'), handlerSource());
    writeFileSync(workspace.path('order-intake/drive.ts'), driver);
  });
  afterEach(async () => run.stop());
  afterAll(() => workspace.remove());

  function drive(command: string, argument: unknown, { as = 'alice', secret = '' } = {}): unknown {
    const { accessKeyId, secretAccessKey } = run.ready.callers.find(({ arn }) => arn.endsWith(`/${as}`))!;
    const credentials = [accessKeyId, secret || secretAccessKey];
    return run.drive(command, run.ready.outputsFile, ...credentials, JSON.stringify(argument));
  }

  /** Starts what was synthesized, with other limits of the queue, and properties of resources by type. */
  async function startWith(retries: Retries, changes: Readonly<Record<string, Record<string, unknown>>> = {}) {
    const template = workspace.path('order-intake/cdk.out/order-intake.template.json');
    setRetries(template, retries);
    Object.entries(changes).forEach(([type, values]) => setProperties(template, type, values));
    run = await LocalRun.start(project, '--no-synth');
  }

  it('handles what its callers send, and tells nobody else about it', async () => {
    run = await LocalRun.start(project);
    const outcome = drive('outcome', { note: "it's <done>" }) as { id: string };
    expect(outcome).toMatchObject({ status: 'SUCCEEDED', result: { note: "it's <done>" } });
    expect(drive('status', outcome.id)).toMatchObject({ status: 'SUCCEEDED' });
    expect(drive('status', outcome.id, { as: 'bob' })).toBe('unknown');
    expect(drive('status', outcome.id, { secret: 'guessed' })).toContain('was answered 403');
  });

  it('handles a duplicate delivery once, and leaves nothing behind', async () => {
    run = await LocalRun.start(project, '--no-synth');
    const attributes = { requestId: 'twice', principal: 'me' };
    await expectOneHandling(run, 'twice', () => run.deliver('orders', {}, attributes));
    await run.stop();
    expect(existsSync(dirname(run.ready.outputsFile))).toBe(false);
    await expect(fetch(run.ready.url)).rejects.toThrow('fetch failed');
  });

  it('sends a poison message to the dead-letter queue after the last receive, and back with a redrive', async () => {
    await startWith({ maxReceiveCount: 3, seconds: 2 });
    const [id] = drive('submit', [{ note: 'poison' }]) as [string];
    await expectDeadLetterAndReturn(run, { worker: 'orders', id, maxReceiveCount: 3 });
  });

  describe('under a load of 150 messages that take 1 s each', () => {
    const load = Array.from({ length: 150 }, () => ({ ms: 1000 }));

    /** A message that is throttled until its visibility timeout is over is lost at once. */
    const limits = { maxReceiveCount: 1, seconds: 20 };
    const handled = () => new Set(run.handled().map(({ id }) => id)).size;

    /** How many messages ended in the dead-letter queue, and how many of all never ran. */
    async function afterLoad(): Promise<{ deadLetters: number; neverRan: number }> {
      drive('submit', load);
      await run.until(async () => {
        const { waiting, inFlight, deadLetters } = await run.worker('orders');
        return waiting + inFlight === 0 && handled() + deadLetters >= load.length;
      });
      const { deadLetters } = await run.worker('orders');
      return { deadLetters, neverRan: load.length - handled() };
    }

    it('keeps what the plan says away from the dead-letter queue', async () => {
      await startWith(limits, { 'AWS::Lambda::EventSourceMapping': { BatchSize: 1 } });
      expect(await afterLoad()).toEqual({ deadLetters: 0, neverRan: 0 });
    });

    it('sends messages there unprocessed when a maximum of 20 stands over a reservation of 5', async () => {
      await startWith(limits, {
        'AWS::Lambda::EventSourceMapping': { BatchSize: 1, ScalingConfig: { MaximumConcurrency: 20 } },
        'AWS::Lambda::Function': { ReservedConcurrentExecutions: 5 },
      });
      const { deadLetters, neverRan } = await afterLoad();
      expect(neverRan).toBeGreaterThan(0);
      expect(deadLetters).toBeGreaterThanOrEqual(neverRan);

      const browser = await launchBrowser();
      const { page, complaints } = await openPage(browser, run.ready.statusUrl);
      await page.locator('dd.alarm', { hasText: String(deadLetters) }).waitFor();
      const redrive = page.getByRole('button', { name: 'Move dead letters back' });
      await redrive.click();
      await redrive.waitFor({ state: 'hidden' }); // which it is while there are none
      expect(complaints).toEqual([]);
      await browser.close();
    });
  });

  describe('with --watch', () => {
    const handlerFile = workspace.path('order-intake/src/handlers/orders.ts');
    const reloads = () => run.events.filter((event) => event.type === 'reloaded');

    it('swaps handlers and limits while messages wait, and loses none', async () => {
      run = await LocalRun.start(project, '--watch');
      const load = Array.from({ length: 300 }, () => ({ ms: 400 }));
      writeFileSync(handlerFile, handlerSource().replace('return { note }', "return { note, by: 'new code' }"));
      drive('submit', load);
      await run.until(() => reloads().length === 1);
      expect(reloads()).toMatchObject([{ changed: ['orders/Handler'], atStart: [] }]);
      expect(run.deletedMessages).toBeLessThan(load.length);
      await run.until(() => run.deletedMessages === load.length);
      expect(new Set(run.handled().map(({ id }) => id)).size).toBe(load.length);
      expect(run.handled()).toHaveLength(load.length);
      expect(drive('outcome', { note: 'a' })).toMatchObject({ result: { note: 'a', by: 'new code' } });

      const { reservedConcurrency } = await run.worker('orders');
      const options = readFileSync(workspace.path('order-intake/.projenrc.ts'), 'utf8');
      writeFileSync(
        workspace.path('order-intake/.projenrc.ts'),
        options.replace('concurrencyBudget: 24', 'concurrencyBudget: 12'),
      );
      workspace.succeed('npx', ['projen'], { cwd: project });
      await run.until(() => reloads().length > 1);
      await run.until(async () => (await run.worker('orders')).reservedConcurrency! < reservedConcurrency!);
      expect(drive('outcome', { note: 'b' })).toMatchObject({ status: 'SUCCEEDED' });
    });

    it('runs on as it was when the sources cannot be synthesized', async () => {
      run = await LocalRun.start(project, '--watch');
      writeFileSync(handlerFile, `${handlerSource()}\nexport const broken = ;`);
      const problems = () => run.events.flatMap((event) => (event.type === 'problem' ? event.message : []));
      await run.until(() => problems().length === 1);
      expect(problems()[0]).toMatch(/runs as before: [^]*src\/handlers\/orders\.ts:\d+:\d+/);
      expect(drive('outcome', { note: 'a' })).toMatchObject({ status: 'SUCCEEDED', result: { by: 'new code' } });
      writeFileSync(handlerFile, handlerSource());
      await run.until(() => reloads().length === 1);
      expect(drive('outcome', { note: 'a' })).toMatchObject({ result: { note: 'a' } });
    });
  });
});

/** Sends a message as one client, and asks for it as that one, as another, and as somebody of another authority. */
const certificateDriver = `
import { readFileSync } from 'node:fs';
import { findApiUrl } from './clients/api-url';
import { awaitOutcome, getStatus } from './clients/await-outcome';
import { connect } from './clients/connect';
import { submit } from './clients/submit';
import { createAuthority, issueClientCertificate } from './scripts/certificate-authority';

async function main(outputs: string, command: string) {
  const read = (name: string) => readFileSync('certs/development/' + name, 'utf8');
  const url = await findApiUrl(outputs);
  const serverAuthority = read('authority.pem');
  const as = (name: string) => connect({ url, certificate: read(name + '.pem'), key: read(name + '.key'), serverAuthority });
  if (command === 'poison') {
    return submit(as('alice'), 'messages', { note: 'poison' });
  }
  const forged = connect({ url, ...(await issueClientCertificate(await createAuthority('other'), 'alice')), serverAuthority });
  const id = await submit(as('alice'), 'messages', { note: 'a' });
  const { status, result } = await awaitOutcome(as('alice'), { worker: 'messages', id }, { timeoutMs: 30_000 });
  const message = { worker: 'messages', id } as const;
  return {
    alice: { status, result },
    bob: (await getStatus(as('bob'), message)) ?? 'unknown',
    forged: await getStatus(forged, message).then(() => 'answered', () => 'no connection'),
  };
}

main(process.argv[2]!, process.argv[3]!).then((result) => {
  console.log(JSON.stringify(result));
  process.exit();
});
`;

describe('npm run local of a service with mutual TLS', () => {
  const workspace = new Workspace();
  const project = workspace.path('meter-api');
  let run: LocalRun;

  beforeAll(async () => {
    workspace.installSpillway();
    expect(workspace.spillway('new', 'meter-api', '--yes', '--no-git', '--auth', 'x509').status).toBe(0);
    writeFileSync(workspace.path('meter-api/src/handlers/messages.ts'), handlerSource());
    writeFileSync(workspace.path('meter-api/drive.ts'), certificateDriver);
    workspace.succeed('npm', ['run', 'certificates', '--', 'alice', 'bob'], { cwd: project });
    workspace.succeed('npm', ['run', 'synth:silent'], { cwd: project });
    setRetries(workspace.path('meter-api/cdk.out/meter-api.template.json'), { maxReceiveCount: 2, seconds: 2 });
    run = await LocalRun.start(project, '--no-synth');
  });
  afterAll(async () => {
    await run.stop();
    workspace.remove();
  });

  it('lets in who has a certificate, and tells each caller of its own messages', () => {
    expect(run.drive(run.ready.outputsFile, 'outcome')).toEqual({
      alice: { status: 'SUCCEEDED', result: { note: 'a' } },
      bob: 'unknown',
      forged: 'no connection',
    });
  });

  it('handles a duplicate delivery once', async () => {
    const attributes = { requestId: 'twice', principal: 'me' };
    await expectOneHandling(run, 'twice', () => run.deliver('messages', {}, attributes));
  });

  it('sends a poison message to the dead-letter queue after the last receive, and back with a redrive', async () => {
    const id = run.drive(run.ready.outputsFile, 'poison') as string;
    await expectDeadLetterAndReturn(run, { worker: 'messages', id, maxReceiveCount: 2 });
  });
});
