import { appendFileSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { Workspace } from './workspace';

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
