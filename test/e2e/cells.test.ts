import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { Workspace } from './workspace';

/** A service of every cell that written-project.test.ts does not go through at length. */
const services = [
  { name: 'meter-api', flags: ['--auth', 'x509', '--downstream', 'http'] },
  {
    name: 'orders-graph',
    flags: ['--api', 'graphql', '--response', 'subscription', '--worker', 'orders', '--worker', 'audit'],
  },
  { name: 'devices-graph', flags: ['--api', 'graphql', '--auth', 'x509'] },
  { name: 'site-telemetry', flags: ['--api', 'iot', '--downstream', 'http'] },
  { name: 'meter-readings', flags: ['--api', 'iot', '--auth', 'x509', '--worker', 'readings=3', '--worker', 'alarms'] },
];

describe.each(services)('spillway new $name $flags', ({ name, flags }) => {
  const workspace = new Workspace();
  const project = { cwd: workspace.path(name) };
  const changes = () => workspace.succeed('git', ['status', '--porcelain'], project);

  beforeAll(() => workspace.installSpillway());
  afterAll(() => workspace.remove());

  it('writes, installs and commits a project', () => {
    const { status, stderr } = workspace.spillway('new', name, '--yes', ...flags);
    expect(stderr).not.toContain('warning');
    expect(status).toBe(0);
    expect(changes()).toBe('');
  });

  it('builds: types, tests, templates, nag and limits', () => {
    workspace.succeed('npm', ['run', 'build'], project);
    expect(changes()).toBe('');
  });

  it('is left unchanged by npx projen', () => {
    workspace.succeed('npx', ['projen'], project);
    expect(changes()).toBe('');
  });
});

describe('npm run deploy of a service with mutual TLS', () => {
  const workspace = new Workspace();
  const project = { cwd: workspace.path('meter-api') };

  beforeAll(() => workspace.installSpillway());
  afterAll(() => workspace.remove());

  it('refuses placeholders before anything is deployed', () => {
    workspace.spillway('new', 'meter-api', '--yes', '--auth', 'x509');
    const { status, stdout, stderr } = workspace.run('npm', ['run', 'deploy'], project);
    expect(status).not.toBe(0);
    expect(stdout + stderr).toMatch(/domainName[^]*certificateArn[^]*truststore/);
  });
});
