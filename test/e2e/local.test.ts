import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { LocalRun } from './local-run';
import { Workspace } from './workspace';
import { call } from '../../src/local/services/aws-json';

const [alice, bob] = ['alice', 'bob'] as const;

/** Does what the message says: fail, or take a while. */
const handler = `
import { handleMessages } from '../spillway/runtime/handle-messages';
import type { Message } from '../spillway/runtime/message';

export async function processOrders({ id, payload }: Message): Promise<object> {
  console.log('handled ' + id);
  if (payload.poison) throw new Error('no such article');
  await new Promise((resolve) => setTimeout(resolve, Number(payload.ms ?? 0)));
  return { note: payload.note };
}

export const handler = handleMessages(processOrders);
`;

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

main(process.argv.slice(2)).then((result) => console.log(JSON.stringify(result)));
`;

interface Template {
  readonly Resources: Record<string, { Type: string; Properties?: Record<string, unknown> }>;
}

describe('npm run local', () => {
  const workspace = new Workspace();
  const project = workspace.path('order-intake');
  let run: LocalRun;

  beforeAll(() => {
    workspace.installSpillway();
    const flags = ['--worker', 'orders', '--duration-ms', '100', '--concurrency-budget', '24'];
    expect(workspace.spillway('new', 'order-intake', '--yes', '--no-git', ...flags).status).toBe(0);
    writeFileSync(workspace.path('order-intake/src/handlers/orders.ts'), handler);
    writeFileSync(workspace.path('order-intake/drive.ts'), driver);
  });
  afterEach(async () => run.stop());
  afterAll(() => workspace.remove());

  function drive(command: string, argument: unknown, { as = alice as string, secret = '' } = {}) {
    const caller = run.ready.callers.find(({ arn }) => arn.endsWith(`/${as}`))!;
    const { accessKeyId, secretAccessKey } = caller;
    const args = ['tsx', 'drive.ts', command, run.ready.outputsFile, accessKeyId, secret || secretAccessKey];
    const outcome = workspace.run('npx', [...args, JSON.stringify(argument)], { cwd: project });
    return outcome.status === 0 ? (JSON.parse(outcome.stdout) as unknown) : outcome.stderr;
  }

  /** Starts what was synthesized, with other limits of the queue, and properties of resources by type. */
  async function startWith(
    limits: { readonly VisibilityTimeout: number; readonly maxReceiveCount: number },
    changes: Readonly<Record<string, object>> = {},
  ): Promise<void> {
    const path = workspace.path('order-intake/cdk.out/order-intake.template.json');
    const template = JSON.parse(readFileSync(path, 'utf8')) as Template;
    for (const { Type, Properties = {} } of Object.values(template.Resources)) {
      const { VisibilityTimeout, maxReceiveCount } = limits;
      const isQueue = Type === 'AWS::SQS::Queue' && Properties.RedrivePolicy !== undefined;
      const RedrivePolicy = { ...(Properties.RedrivePolicy as object | undefined), maxReceiveCount };
      Object.assign(Properties, isQueue ? { VisibilityTimeout, RedrivePolicy } : {}, changes[Type]);
    }
    writeFileSync(path, JSON.stringify(template));
    run = await LocalRun.start(project, '--no-synth');
  }

  it('handles what its callers send, and tells nobody else about it', async () => {
    run = await LocalRun.start(project);
    const outcome = drive('outcome', { note: "it's <done>" }) as { id: string };
    expect(outcome).toMatchObject({ status: 'SUCCEEDED', result: { note: "it's <done>" } });
    expect(drive('status', outcome.id)).toMatchObject({ status: 'SUCCEEDED' });
    expect(drive('status', outcome.id, { as: bob })).toBe('unknown');
    expect(drive('status', outcome.id, { secret: 'guessed' })).toContain('was answered 403');
  });

  it('handles a duplicate delivery once, and leaves nothing behind', async () => {
    run = await LocalRun.start(project, '--no-synth');
    const { sqsEndpoint, region } = run.ready;
    const sqs = { endpoint: sqsEndpoint, targetPrefix: 'AmazonSQS', region };
    const attribute = (StringValue: string) => ({ DataType: 'String', StringValue });
    const input = {
      QueueUrl: `http://sqs.${region}.localhost:${new URL(sqsEndpoint).port}/000000000000/order-intake-orders`,
      MessageBody: '{}',
      MessageAttributes: { requestId: attribute('twice'), principal: attribute('me') },
    };
    await call(sqs, 'SendMessage', { input });
    await run.until(() => run.logged.includes('handled twice'));
    await call(sqs, 'SendMessage', { input });
    await run.until(() => run.events.filter((event) => event.type === 'batch' && event.deleted === 1).length === 2);
    expect(run.logged.match(/handled twice/g)).toHaveLength(1);
    await run.stop();
    expect(existsSync(dirname(run.ready.outputsFile))).toBe(false);
    await expect(fetch(run.ready.url)).rejects.toThrow('fetch failed');
  });

  it('sends a poison message to the dead-letter queue after the last receive, and back with a redrive', async () => {
    await startWith({ VisibilityTimeout: 2, maxReceiveCount: 3 });
    const [id] = drive('submit', [{ poison: true }]) as string[];
    const handled = () => run.logged.match(new RegExp(`handled ${id}`, 'g'))?.length ?? 0;
    await run.until(async () => (await run.worker('orders')).deadLetters === 1);
    expect(handled()).toBe(3);
    const redrive = workspace.succeed('npx', ['spillway', 'local', '--redrive', 'orders', '--json'], { cwd: project });
    expect(JSON.parse(redrive)).toEqual({ worker: 'orders', moved: 1 });
    await run.until(() => handled() === 4);
  });

  describe('under a load of 150 messages that take 1 s each', () => {
    const load = Array.from({ length: 150 }, () => ({ ms: 1000 }));

    /** A message that is throttled until its visibility timeout is over is lost at once. */
    const limits = { VisibilityTimeout: 10, maxReceiveCount: 1 };
    const handled = () => new Set(run.logged.match(/handled \S+/g)).size;

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

async function main(outputs: string) {
  const read = (name: string) => readFileSync('certs/development/' + name, 'utf8');
  const url = await findApiUrl(outputs);
  const serverAuthority = read('authority.pem');
  const as = (name: string) => connect({ url, certificate: read(name + '.pem'), key: read(name + '.key'), serverAuthority });
  const forged = connect({ url, ...(await issueClientCertificate(await createAuthority('other'), 'alice')), serverAuthority });
  const id = await submit(as('alice'), 'messages', { a: 1 });
  const { status } = await awaitOutcome(as('alice'), { worker: 'messages', id }, { timeoutMs: 30_000 });
  const message = { worker: 'messages', id } as const;
  return {
    alice: status,
    bob: (await getStatus(as('bob'), message)) ?? 'unknown',
    forged: await getStatus(forged, message).then(() => 'answered', () => 'no connection'),
  };
}

main(process.argv[2]!).then((result) => {
  console.log(JSON.stringify(result));
  process.exit();
});
`;

describe('npm run local of a service with mutual TLS', () => {
  const workspace = new Workspace();
  const project = workspace.path('meter-api');
  let run: LocalRun | undefined;

  beforeAll(() => workspace.installSpillway());
  afterAll(async () => {
    await run?.stop();
    workspace.remove();
  });

  it('lets in who has a certificate, and tells each caller of its own messages', async () => {
    expect(workspace.spillway('new', 'meter-api', '--yes', '--no-git', '--auth', 'x509').status).toBe(0);
    writeFileSync(workspace.path('meter-api/drive.ts'), certificateDriver);
    workspace.succeed('npm', ['run', 'certificates', '--', 'alice', 'bob'], { cwd: project });
    run = await LocalRun.start(project);
    const answers = workspace.succeed('npx', ['tsx', 'drive.ts', run.ready.outputsFile], { cwd: project });
    expect(JSON.parse(answers)).toEqual({ alice: 'SUCCEEDED', bob: 'unknown', forged: 'no connection' });
  });
});
