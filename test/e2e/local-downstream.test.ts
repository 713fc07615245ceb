import { writeFileSync } from 'node:fs';
import { createServer, type IncomingHttpHeaders } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { LocalRun } from './local-run';
import { Workspace } from './workspace';

/** Sends one message and waits for what became of it, with the project's own clients. */
const driver = `
import { findApiUrl } from './clients/api-url';
import { awaitOutcome } from './clients/await-outcome';
import { connect } from './clients/connect';
import { submit } from './clients/submit';

async function main([outputs, accessKeyId, secretAccessKey]: string[]) {
  const api = connect({
    url: await findApiUrl(outputs),
    credentials: { accessKeyId: accessKeyId!, secretAccessKey: secretAccessKey! },
  });
  const id = await submit(api, 'orders', { sku: 'A-1' });
  return awaitOutcome(api, { worker: 'orders', id }, { timeoutMs: 60_000 });
}

main(process.argv.slice(2)).then((result) => console.log(JSON.stringify(result)));
`;

describe('npm run local with an HTTP API behind the workers', () => {
  const workspace = new Workspace();
  const project = workspace.path('order-relay');
  let run: LocalRun;

  beforeAll(() => {
    workspace.installSpillway();
    const flags = ['--worker', 'orders', '--downstream', 'http', '--downstream-concurrency', '4'];
    expect(workspace.spillway('new', 'order-relay', '--yes', '--no-git', ...flags).status).toBe(0);
    writeFileSync(workspace.path('order-relay/drive.ts'), driver);
  });
  afterEach(async () => run.stop());
  afterAll(() => workspace.remove());

  /** Beside this process, which is the API that the message gets to. */
  async function submitOne(): Promise<unknown> {
    const { outputsFile, callers } = run.ready;
    const { accessKeyId, secretAccessKey } = callers[0]!;
    const args = ['tsx', 'drive.ts', outputsFile, accessKeyId, secretAccessKey];
    const outcome = await workspace.start('npx', args, { cwd: project, env: {} });
    expect(outcome).toMatchObject({ status: 0 });
    return JSON.parse(outcome.stdout);
  }

  it('has a stand-in answer', async () => {
    run = await LocalRun.start(project);
    expect(run.ready.downstream).toMatchObject({ isStandIn: true });
    expect(await submitOne()).toMatchObject({ status: 'SUCCEEDED', result: {} });
  });

  it('calls the API that the user names, with the key from the environment', async () => {
    const calls: { url?: string; headers: IncomingHttpHeaders }[] = [];
    const server = createServer(({ url, headers }, response) => {
      calls.push({ url, headers });
      response.end('{"ticket":7}');
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/v2`;
    process.env.DOWNSTREAM_API_KEY = 'sesame';
    try {
      run = await LocalRun.start(project, '--no-synth', '--downstream-url', url);
      expect(await submitOne()).toMatchObject({ status: 'SUCCEEDED', result: { ticket: 7 } });
      expect(calls).toMatchObject([{ url: '/v2/orders', headers: { authorization: 'Bearer sesame' } }]);
    } finally {
      delete process.env.DOWNSTREAM_API_KEY;
      server.close();
    }
  });
});
