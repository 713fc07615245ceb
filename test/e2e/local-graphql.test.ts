import { writeFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { setRetries } from './change-template';
import { LocalRun } from './local-run';
import { expectDeadLetterAndReturn, expectOneHandling, handlerSource } from './message-life';
import { Workspace } from './workspace';

const handler = handlerSource({ note: 'sku', ms: 'quantity' });

/** Drives the service with its own clients; one JSON document out. */
const signingDriver = `
import { GraphqlClient } from './clients/graphql-client';
import { statusOf } from './clients/status';
import { submit } from './clients/submit';
import { Subscription } from './clients/subscription';
import { waitForResult } from './clients/wait-for-result';
import { region } from './src/spillway/service';

const refusal = (promise: Promise<unknown>) => promise.then(() => 'answered', (error) => error.errorType ?? String(error));

async function main(url: string, [alice, bob]: { accessKeyId: string; secretAccessKey: string }[], command: string) {
  const as = (credentials: object) => new GraphqlClient({ url, region, credentials: async () => credentials as typeof alice });
  if (command === 'poison') {
    return submit(as(alice), 'orders', { sku: 'poison' });
  }
  const id = await submit(as(alice), 'orders', { sku: "it's <done>", quantity: 1500 });
  const document = 'subscription ($id: ID!) { message: onOrdersFinished(id: $id) { status result } }';
  const eavesdropper = await Subscription.open(as(bob), document, { id });
  await eavesdropper.started;
  const overheard = eavesdropper.next.then(() => 'overheard', () => 'nothing');
  const forged = as({ ...alice, secretAccessKey: 'guessed' });
  const refusedSubscription = await Subscription.open(forged, document, { id });
  const result = await waitForResult(as(alice), 'orders', id, { timeoutMs: 30_000 });
  const publish = \`mutation { publishOrders(id: "\${id}", principal: "x", status: FAILED, updatedAt: "2026-01-01T00:00:00Z") { id } }\`;
  const answers = {
    result,
    status: (await statusOf(as(alice), 'orders', id))?.status,
    bob: (await statusOf(as(bob), 'orders', id)) ?? 'unknown',
    forged: await refusal(submit(forged, 'orders', { sku: 'a' })),
    forgedSubscription: await refusal(refusedSubscription.started),
    publishedByCaller: await refusal(as(alice).execute(publish, {})),
    notInSchema: await refusal(submit(as(alice), 'orders', { sku: 7 })),
  };
  eavesdropper.close();
  return { ...answers, overheard: await overheard };
}

const [url, callers, command] = process.argv.slice(2) as [string, string, string];
main(url, JSON.parse(callers), command).then((result) => {
  console.log(JSON.stringify(result));
  process.exit();
});
`;

describe('npm run local of a GraphQL service with subscriptions', () => {
  const workspace = new Workspace();
  const project = workspace.path('quote-engine');
  let run: LocalRun;

  beforeAll(async () => {
    workspace.installSpillway();
    const cell = ['--api', 'graphql', '--response', 'subscription'];
    const flags = ['--worker', 'orders', '--duration-ms', '2000', '--concurrency-budget', '24'];
    expect(workspace.spillway('new', 'quote-engine', '--yes', '--no-git', ...cell, ...flags).status).toBe(0);
    writeFileSync(workspace.path('quote-engine/src/handlers/orders.ts'), handler);
    writeFileSync(workspace.path('quote-engine/drive.ts'), signingDriver);
    run = await LocalRun.start(project);
    await run.stop();
    setRetries(workspace.path('quote-engine/cdk.out/quote-engine.template.json'), { maxReceiveCount: 3, seconds: 3 });
    run = await LocalRun.start(project, '--no-synth');
  });
  afterAll(async () => {
    await run.stop();
    workspace.remove();
  });

  const drive = (command: string) => run.drive(run.ready.url, JSON.stringify(run.ready.callers), command);

  it('tells a caller on its WebSocket when its message is done, and nobody else', () => {
    expect(drive('outcome')).toEqual({
      result: { note: "it's <done>" },
      status: 'SUCCEEDED',
      bob: 'unknown',
      forged: 'InvalidSignatureException',
      forgedSubscription: 'UnauthorizedException',
      publishedByCaller: 'Unauthorized',
      notInSchema: 'ValidationError',
      overheard: 'nothing',
    });
  });

  it('handles a duplicate delivery once', async () => {
    const message = { id: 'twice', principal: 'me', payload: { sku: 'a' } };
    await expectOneHandling(run, 'twice', () => run.deliver('orders', message));
  });

  it('sends a poison message to the dead-letter queue after the last receive, and back with a redrive', async () => {
    const id = drive('poison') as string;
    await expectDeadLetterAndReturn(run, { worker: 'orders', id, maxReceiveCount: 3 });
  });
});

/** Sends a message as one client, and asks for it as that one, as another, and as somebody of another authority. */
const certificateDriver = `
import { readFileSync } from 'node:fs';
import { findApiUrl } from './clients/api-url';
import { connect } from './clients/connect';
import { GraphqlClient } from './clients/graphql-client';
import { statusOf } from './clients/status';
import { submit } from './clients/submit';
import { waitForResult } from './clients/wait-for-result';
import { createAuthority, issueClientCertificate } from './scripts/certificate-authority';

async function main(outputs: string, command: string) {
  const read = (name: string) => readFileSync('certs/development/' + name, 'utf8');
  const url = await findApiUrl(outputs);
  const serverAuthority = read('authority.pem');
  const client = (identity: { certificate: string; key: string }) => new GraphqlClient(connect({ url, ...identity, serverAuthority }));
  const as = (name: string) => client({ certificate: read(name + '.pem'), key: read(name + '.key') });
  if (command === 'poison') {
    return submit(as('alice'), 'orders', { sku: 'poison' });
  }
  const forged = client(await issueClientCertificate(await createAuthority('other'), 'alice'));
  const id = await submit(as('alice'), 'orders', { sku: 'A-1' });
  return {
    result: await waitForResult(as('alice'), 'orders', id, { timeoutMs: 30_000 }),
    bob: (await statusOf(as('bob'), 'orders', id)) ?? 'unknown',
    forged: await statusOf(forged, 'orders', id).then(() => 'answered', () => 'no connection'),
  };
}

main(process.argv[2]!, process.argv[3]!).then((result) => {
  console.log(JSON.stringify(result));
  process.exit();
});
`;

describe('npm run local of a GraphQL service with mutual TLS', () => {
  const workspace = new Workspace();
  const project = workspace.path('meter-desk');
  let run: LocalRun;

  beforeAll(async () => {
    workspace.installSpillway();
    const flags = ['--api', 'graphql', '--auth', 'x509', '--worker', 'orders', '--duration-ms', '100'];
    expect(workspace.spillway('new', 'meter-desk', '--yes', '--no-git', ...flags).status).toBe(0);
    writeFileSync(workspace.path('meter-desk/src/handlers/orders.ts'), handler);
    writeFileSync(workspace.path('meter-desk/drive.ts'), certificateDriver);
    workspace.succeed('npm', ['run', 'certificates', '--', 'alice', 'bob'], { cwd: project });
    workspace.succeed('npm', ['run', 'synth:silent'], { cwd: project });
    setRetries(workspace.path('meter-desk/cdk.out/meter-desk.template.json'), { maxReceiveCount: 2, seconds: 2 });
    run = await LocalRun.start(project, '--no-synth');
  });
  afterAll(async () => {
    await run.stop();
    workspace.remove();
  });

  it('lets in who has a certificate, and tells each caller of its own messages', () => {
    const expected = { result: { note: 'A-1' }, bob: 'unknown', forged: 'no connection' };
    expect(run.drive(run.ready.outputsFile, 'outcome')).toEqual(expected);
  });

  it('handles a duplicate delivery once', async () => {
    const message = { id: 'twice', principal: 'me', payload: { sku: 'a' } };
    await expectOneHandling(run, 'twice', () => run.deliver('orders', message));
  });

  it('sends a poison message to the dead-letter queue after the last receive, and back with a redrive', async () => {
    const id = run.drive(run.ready.outputsFile, 'poison') as string;
    await expectDeadLetterAndReturn(run, { worker: 'orders', id, maxReceiveCount: 2 });
  });
});
