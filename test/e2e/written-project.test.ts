import { appendFileSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { Workspace } from './workspace';
import { scriptOf } from '../account/busy-account';
import { FakeAws } from '../account/fake-aws';

interface Template {
  readonly Resources: Record<string, { Type: string; Properties: { ReservedConcurrentExecutions?: number } }>;
}

const projects = [
  {
    name: 'order-intake',
    flags: ['--worker', 'orders=2', '--worker', 'audit'],
    reserved: [33, 67],
    afterwards: [17, 33],
  },
  { name: 'click-stream', flags: ['--response', 'fire-and-forget'], reserved: [100], afterwards: [50] },
];

/** Of nobody: the SDK signs with them, and the server of the test does not look. */
const fakeCredentials = {
  AWS_ACCESS_KEY_ID: 'AKIDEXAMPLE',
  AWS_SECRET_ACCESS_KEY: 'secret',
  AWS_EC2_METADATA_DISABLED: 'true',
  AWS_CONFIG_FILE: '/dev/null',
  AWS_SHARED_CREDENTIALS_FILE: '/dev/null',
};

describe.each(projects)('spillway new $name $flags', ({ name, flags, reserved, afterwards }) => {
  const workspace = new Workspace();
  const project = { cwd: workspace.path(name) };

  beforeAll(() => workspace.installSpillway());
  afterAll(() => workspace.remove());

  /** Reserved concurrency of all functions in the synthesized templates, ascending. */
  function synthesizedReservations(): (number | undefined)[] {
    const output = workspace.path(name, 'cdk.out');
    const [template] = readdirSync(output).filter((file) => file.endsWith('.template.json'));
    const { Resources } = JSON.parse(readFileSync(`${output}/${template}`, 'utf8')) as Template;
    return Object.values(Resources)
      .filter(({ Type }) => Type === 'AWS::Lambda::Function')
      .map(({ Properties }) => Properties.ReservedConcurrentExecutions)
      .sort((a, b) => Number(a) - Number(b));
  }

  it('writes, installs and commits a project', () => {
    const { status, stderr } = workspace.spillway('new', name, '--yes', ...flags);
    expect(stderr).not.toContain('warning');
    expect(status).toBe(0);
    expect(workspace.succeed('git', ['status', '--porcelain'], project)).toBe('');
  });

  it('builds: types, tests, templates, nag and limits', () => {
    workspace.succeed('npm', ['run', 'build'], project);
    expect(synthesizedReservations()).toEqual(reserved);
    expect(workspace.succeed('git', ['status', '--porcelain'], project)).toBe('');
  });

  it('is left unchanged by npx projen', () => {
    workspace.succeed('npx', ['projen'], project);
    expect(workspace.succeed('git', ['status', '--porcelain'], project)).toBe('');
  });

  it('shows its plan, and what it would become', () => {
    const planned = (...args: string[]) =>
      JSON.parse(workspace.succeed('npx', ['spillway', 'plan', '--json', ...args], project)) as {
        readonly concurrencyBudget: number;
        readonly totals: { readonly reserved: number };
      };
    expect(planned()).toMatchObject({ concurrencyBudget: 100, totals: { reserved: 100 } });
    expect(planned('--concurrency-budget', '40')).toMatchObject({ totals: { reserved: 40 } });
    expect(workspace.run('npx', ['spillway', 'plan', '--concurrency-budget', '1'], project).status).toBe(2);
  });

  /** Runs a program of the project against an account of that content. */
  async function inAccount(account: Parameters<typeof scriptOf>[0], program: string, args: readonly string[]) {
    const aws = new FakeAws(scriptOf(account));
    const env = { ...fakeCredentials, AWS_ENDPOINT_URL: await aws.start() };
    try {
      const { status, stdout, stderr } = await workspace.start(program, args, { ...project, env });
      return { status, output: stdout + stderr, calls: aws.calls.map(({ operation }) => operation) };
    } finally {
      await aws.stop();
    }
  }

  it.each([
    ['fits beside the others', {}, 0, /fits/],
    ['finds no room', { functions: { billing: 900 } }, 2, /reserved concurrency 100 does not fit.*quota to 1100/s],
  ])('compares the account with the plan, which %s', async (_what, account, expected, words) => {
    const { status, output } = await inAccount(account, 'npx', ['spillway', 'account']);
    expect(output).toMatch(words);
    expect(status).toBe(expected);
  });

  it('stops a deployment that the account cannot hold before CloudFormation is asked for anything else', async () => {
    const { status, output, calls } = await inAccount({ functions: { billing: 900 } }, 'npm', ['run', 'deploy']);
    expect(status).not.toBe(0);
    expect(output).toContain('reserved concurrency 100 does not fit');
    expect(new Set(calls)).toEqual(new Set(calls.filter((operation) => /^(Get|List)/.test(operation))));
    expect(calls).toContain('GetAccountSettings');
  });

  it('keeps what the user writes into a sample file, and takes back what is managed', () => {
    const sample = workspace.path(name, 'src/service-stack.ts');
    appendFileSync(sample, '\n// mine\n');
    workspace.succeed('chmod', ['u+w', 'docs/CONCURRENCY.md'], project);
    appendFileSync(workspace.path(name, 'docs/CONCURRENCY.md'), 'not mine');
    workspace.succeed('npx', ['projen'], project);
    expect(readFileSync(sample, 'utf8')).toMatch(/\/\/ mine\n$/);
    expect(workspace.succeed('git', ['status', '--porcelain'], project)).toBe(' M src/service-stack.ts\n');
  });

  it('derives every limit anew when the budget changes', () => {
    const definition = workspace.path(name, '.projenrc.ts');
    writeFileSync(
      definition,
      readFileSync(definition, 'utf8').replace('concurrencyBudget: 100', 'concurrencyBudget: 50'),
    );
    workspace.succeed('npx', ['projen'], project);
    workspace.succeed('npx', ['cdk', 'synth', '--quiet'], project);
    expect(synthesizedReservations()).toEqual(afterwards);
  });

  it('refuses a wrong answer in .projenrc.ts and names it', () => {
    const definition = workspace.path(name, '.projenrc.ts');
    const before = readFileSync(definition, 'utf8');
    writeFileSync(definition, before.replace('peakRate: 100', 'peakRate: 0.5'));
    const { status, stderr } = workspace.run('npx', ['projen'], project);
    writeFileSync(definition, before);
    expect(status).not.toBe(0);
    expect(stderr).toContain('peakRate: 0.5 is not valid; give a whole number from 1 to 1000000');
  });

  it('fails synth when a limit is broken by hand, and says where and how to mend it', () => {
    const stack = workspace.path(name, 'src/service-stack.ts');
    const before = readFileSync(stack, 'utf8');
    writeFileSync(
      stack,
      `${before}\nimport { workers as broken } from './spillway/concurrency';\nObject.values(broken).forEach((limits) => Object.assign(limits, { visibilityTimeoutSeconds: 7 }));\n`,
    );
    const plain = workspace.run('node', ['--import', 'tsx', 'src/main.ts'], project);
    const synth = workspace.run('npx', ['cdk', 'synth', '--quiet'], project);
    writeFileSync(stack, before);
    for (const { status, stderr, stdout } of [plain, synth]) {
      expect(status).not.toBe(0);
      expect(stdout + stderr).toMatch(/visibility timeout 7 s [^]*raise visibilityTimeout to/);
    }
  });

  it('goes on without Spillway after npx projen eject', () => {
    workspace.succeed('npx', ['projen', 'eject'], project);
    workspace.succeed('npm', ['run', 'build'], project);
  });
});
