import { existsSync, readdirSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { cleanEnvironment, Workspace } from './workspace';

describe('spillway without a terminal', () => {
  const workspace = new Workspace();
  const program = workspace.path('node_modules/.bin/spillway');

  beforeAll(() => workspace.installSpillway());
  afterAll(() => workspace.remove());

  it('exits with 2 and names every missing flag', () => {
    const { status, stderr } = workspace.spillway('new');
    expect(status).toBe(2);
    expect(stderr).toMatch(/--api[^]*--auth[^]*a directory or --name/);
  });

  it.each([
    ['npm_config_yes', 'true'],
    ['CI', 'true'],
  ])('takes the defaults with %s=%s', (name, value) => {
    const env = { ...cleanEnvironment(), [name]: value };
    const args = ['orders', '--dry-run', '--json'];
    const { plan } = JSON.parse(workspace.succeed(program, args, { env })) as { plan: { concurrencyBudget: number } };
    expect(plan.concurrencyBudget).toBe(100);
    expect(existsSync(workspace.path('orders'))).toBe(false);
  });

  it('reads answers from standard input', () => {
    const input = JSON.stringify({ name: 'from-stdin', concurrencyBudget: 20 });
    const args = ['new', '--answers', '-', '--no-install', '--no-git', '--json'];
    const { directory } = JSON.parse(workspace.succeed(program, args, { input })) as { directory: string };
    expect(directory).toBe(workspace.path('from-stdin'));
    expect(readdirSync(directory)).toContain('package.json');
  });

  it('says where an answers document is no JSON', () => {
    const { status, stderr } = workspace.run(program, ['x', '--answers', '-'], { input: '{\n "name": x }' });
    expect(status).toBe(2);
    expect(stderr).toContain('not JSON at line 2, column 10');
  });

  it.each([['--no-such-flag'], ['one', 'two'], ['--peak-rate']])('exits with 2 on %s', (...args) => {
    expect(workspace.spillway('new', ...args).status).toBe(2);
  });

  it('prints help, version and schema', () => {
    expect(workspace.spillway('--help').stdout).toContain('Example:');
    expect(workspace.spillway('new', '--help').stdout).toContain('--concurrency-budget <units>');
    expect(workspace.spillway('--version').stdout).toMatch(/^\d+\.\d+\.\d+\n$/);
    expect(JSON.parse(workspace.spillway('schema').stdout)).toHaveProperty('properties.concurrencyBudget');
  });
});
