import { mkdirSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { Workspace } from './workspace';

const answers = {
  '--api': 'rest-sqs',
  '--auth': 'sigv4',
  '--response': 'polling',
  '--peak-rate': '50',
  '--concurrency-budget': '40',
  '--region': 'eu-west-1',
};

/** All files of a project but installed packages, by path. */
function tree(directory: string): Map<string, string> {
  const paths = readdirSync(directory, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name).slice(directory.length + 1))
    .filter((path) => !/^(node_modules|\.git)\//.test(path))
    .sort();
  return new Map(paths.map((path) => [path, readFileSync(join(directory, path), 'base64')]));
}

describe('projen new --from spillway', () => {
  const workspace = new Workspace();
  const flags = Object.entries(answers).flat();
  const routes = { projen: 'by-projen/order-intake', spillway: 'by-spillway/order-intake' };

  beforeAll(() => {
    workspace.installSpillway();
    mkdirSync(workspace.path(routes.projen), { recursive: true });
    mkdirSync(workspace.path('wrong'));
  });
  afterAll(() => workspace.remove());

  it('writes the same project as spillway new', () => {
    const from = `spillway@file:${workspace.tarball}`;
    const workers = ['--workers', 'orders=2', '--workers', 'audit'];
    const projen = workspace.path('node_modules/.bin/projen');
    workspace.succeed(projen, ['new', '--from', from, '--no-git', '--no-post', ...flags, ...workers], {
      cwd: workspace.path(routes.projen),
    });
    const outcome = workspace.spillway(
      'new',
      routes.spillway,
      '--yes',
      '--no-install',
      '--no-git',
      ...flags,
      ...['--worker', 'orders=2', '--worker', 'audit'],
    );
    expect(outcome.status).toBe(0);

    const [byProjen, bySpillway] = [tree(workspace.path(routes.projen)), tree(workspace.path(routes.spillway))];
    expect([...byProjen.keys()]).toEqual([...bySpillway.keys()]);
    expect([...byProjen].filter(([path, contents]) => bySpillway.get(path) !== contents).map(([path]) => path)).toEqual(
      [],
    );
  });

  it('refuses a wrong answer and names it', () => {
    const outcome = workspace.run(
      workspace.path('node_modules/.bin/projen'),
      ['new', '--from', `spillway@file:${workspace.tarball}`, '--no-git', '--no-post', '--peak-rate', '0'],
      { cwd: workspace.path('wrong') },
    );
    expect(outcome.status).not.toBe(0);
    expect(outcome.stderr).toContain('peakRate: 0 is not valid; give a whole number from 1 to 1000000');
  });
});
