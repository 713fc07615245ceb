import { mkdirSync, writeFileSync } from 'node:fs';
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest';
import { setRetries } from './change-template';
import { LocalRun } from './local-run';
import { expectDeadLetterAndReturn, handlerSource } from './message-life';
import { Workspace } from './workspace';

/** The oldest that Spillway promises, and the newest of the lines with long-term support after it. */
const versions = ['20.19.0', '22', '24'];

/** Sends what it is told to, and waits for what becomes of it unless that is poison. */
const driver = `
import { findApiUrl } from './clients/api-url';
import { awaitOutcome } from './clients/await-outcome';
import { connect } from './clients/connect';
import { submit } from './clients/submit';

async function main([outputs, credentials, note]: string[]) {
  const api = connect({ url: await findApiUrl(outputs), credentials: JSON.parse(credentials!) });
  const id = await submit(api, 'messages', { note });
  return note === 'poison' ? id : awaitOutcome(api, { worker: 'messages', id }, { timeoutMs: 30_000 });
}

main(process.argv.slice(2)).then((result) => console.log(JSON.stringify(result)));
`;

describe.each(versions)('a written project on Node.js %s', (version) => {
  const workspace = new Workspace();
  const project = workspace.path('order-intake');
  const inProject = { cwd: project };
  let run: LocalRun | undefined;

  beforeAll(() => {
    // the package "node" holds nothing but a script that installs this one
    const binary = `node-${process.platform}-${process.arch}`;
    const folder = workspace.path('node');
    mkdirSync(folder);
    workspace.succeed('npm', ['install', '--prefix', folder, '--no-audit', '--no-fund', `${binary}@${version}`]);
    vi.stubEnv('PATH', `${folder}/node_modules/${binary}/bin:${process.env.PATH}`);
    expect(workspace.succeed('npm', ['exec', '--call', 'node --version'])).toMatch(new RegExp(`^v${version}\\.?`));
  });
  afterEach(async () => run?.stop());
  afterAll(() => {
    vi.unstubAllEnvs();
    workspace.remove();
  });

  it('is written, installed and built', () => {
    workspace.installSpillway();
    const { status, stderr } = workspace.spillway('new', 'order-intake', '--yes', '--no-git');
    expect(stderr).not.toContain('warning');
    expect(status).toBe(0);
    workspace.succeed('npm', ['run', 'build'], inProject);
  });

  it('runs locally: a message, and one that fails for good', async () => {
    const source = handlerSource().replace('return { note }', 'return { note, node: process.version }');
    writeFileSync(workspace.path('order-intake/src/handlers/messages.ts'), source);
    writeFileSync(workspace.path('order-intake/drive.ts'), driver);
    workspace.succeed('npm', ['run', 'synth:silent'], inProject);
    const template = workspace.path('order-intake/cdk.out/order-intake.template.json');
    setRetries(template, { maxReceiveCount: 2, seconds: 2 });
    run = await LocalRun.start(project, '--no-synth');
    const { outputsFile, callers } = run.ready;
    const drive = (note: string) => run!.drive(outputsFile, JSON.stringify(callers[0]), note);
    expect(drive('hello')).toMatchObject({
      status: 'SUCCEEDED',
      result: { note: 'hello', node: expect.stringMatching(new RegExp(`^v${version}\\.?`)) as string },
    });
    const id = drive('poison') as string;
    await expectDeadLetterAndReturn(run, { worker: 'messages', id, maxReceiveCount: 2 });
  });
});
