import { readFileSync, writeFileSync } from 'node:fs';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { LocalRun } from './local-run';
import { Workspace } from './workspace';

/** Takes a while, so that messages wait. */
const handler = `
import { handleMessages } from '../spillway/runtime/handle-messages';
import type { Message } from '../spillway/runtime/message';

export async function processOrders({ payload }: Message): Promise<object> {
  await new Promise((resolve) => setTimeout(resolve, 50));
  return { number: payload.number };
}

export const handler = handleMessages(processOrders);
`;

/** Submits until the service is gone, then says what was accepted; or waits for the outcome of what was. */
const driver = `
import { writeFileSync, readFileSync } from 'node:fs';
import { findApiUrl } from './clients/api-url';
import { awaitOutcome } from './clients/await-outcome';
import { connect } from './clients/connect';
import { submit } from './clients/submit';

async function main([command, outputs, accessKeyId, secretAccessKey]: string[]) {
  const url = await findApiUrl(outputs);
  const api = connect({ url, credentials: { accessKeyId: accessKeyId!, secretAccessKey: secretAccessKey! } });
  if (command === 'submit') {
    const accepted: { id: string; number: number }[] = [];
    let next = 0;
    const lane = async () => {
      for (;;) {
        const number = (next += 1);
        accepted.push({ id: await submit(api, 'orders', { number }), number });
        writeFileSync('accepted.json', JSON.stringify(accepted));
      }
    };
    await Promise.allSettled([lane(), lane(), lane(), lane()]);
    return;
  }
  const accepted = JSON.parse(readFileSync('accepted.json', 'utf8')) as { id: string; number: number }[];
  const outcomes = [];
  for (const { id, number } of accepted) {
    const { status, result } = await awaitOutcome(api, { worker: 'orders', id }, { timeoutMs: 300_000 });
    outcomes.push({ number, status, result });
  }
  console.log(JSON.stringify(outcomes));
}

void main(process.argv.slice(2));
`;

describe('npm run local -- --data-dir', () => {
  const workspace = new Workspace();
  const project = workspace.path('order-intake');
  let run: LocalRun;

  beforeAll(() => {
    workspace.installSpillway();
    const flags = ['--worker', 'orders', '--duration-ms', '50', '--concurrency-budget', '8', '--batch-size', '5'];
    expect(workspace.spillway('new', 'order-intake', '--yes', '--no-git', ...flags).status).toBe(0);
    writeFileSync(workspace.path('order-intake/src/handlers/orders.ts'), handler);
    writeFileSync(workspace.path('order-intake/drive.ts'), driver);
  });
  afterEach(async () => run.stop());
  afterAll(() => workspace.remove());

  async function drive(command: 'submit' | 'await') {
    const { outputsFile, callers } = run.ready;
    const { accessKeyId, secretAccessKey } = callers[0]!;
    const args = ['tsx', 'drive.ts', command, outputsFile, accessKeyId, secretAccessKey];
    return workspace.start('npx', args, { cwd: project, env: {} });
  }

  it('finishes what was accepted before it was killed', async () => {
    run = await LocalRun.start(project, '--data-dir', '../data');
    const submitted = drive('submit');
    await run.until(() => run.events.filter(({ type }) => type === 'batch').length > 10);
    await run.kill();
    await submitted;
    const accepted = JSON.parse(readFileSync(workspace.path('order-intake/accepted.json'), 'utf8')) as object[];
    expect(accepted.length).toBeGreaterThan(20);

    run = await LocalRun.start(project, '--no-synth', '--data-dir', '../data');
    expect(run.ready.dataDirectory).toBe(workspace.path('data'));
    expect(run.events).toContainEqual(expect.objectContaining({ type: 'restored', queue: 'order-intake-orders' }));
    const { stdout, stderr } = await drive('await');
    const outcomes = JSON.parse(stdout || `"${stderr}"`) as { number: number; status: string; result: object }[];
    expect(outcomes).toHaveLength(accepted.length);
    const unfinished = outcomes.filter(({ number, status, result }) => {
      return status !== 'SUCCEEDED' || (result as { number?: number }).number !== number;
    });
    expect(unfinished).toEqual([]);
  });
});
