import { cpSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Outcome, Workspace } from './workspace';
import { cells, guardedAnswers, guardRules, loadGuardApp, reportedRules } from '../guard-apps/guard-app';

interface PackageJson {
  readonly dependencies: Record<string, string>;
  readonly devDependencies: Record<string, string>;
  readonly overrides: Record<string, unknown>;
}

/** Both of a user's ways to synthesize. */
const commands: readonly (readonly [string, ...string[]])[] = [
  ['node', '--import', 'tsx', 'src/main.ts'],
  ['npx', 'cdk', 'synth', '--quiet'],
];

const services = cells.map(({ api, auth }) => ({ api, auth, name: `${api}-${auth}` }));

/** The services share one installation, in the folder around them. */
describe('the guard', () => {
  const workspace = new Workspace();
  const temporary = workspace.path('tmp');

  beforeAll(() => {
    workspace.installSpillway();
    mkdirSync(temporary);
    writeFileSync(workspace.path('answers.json'), JSON.stringify(guardedAnswers));
    services.forEach(writeService);
    installForAll();
  });
  afterAll(() => workspace.remove());

  function writeService({ name, api, auth }: (typeof services)[number]): void {
    const flags = ['--answers', workspace.path('answers.json'), '--api', api, '--auth', auth];
    const { status, stderr } = workspace.spillway('new', name, '--yes', '--no-install', '--no-git', ...flags);
    expect(status, stderr).toBe(0);
    cpSync(join(__dirname, '../guard-apps'), workspace.path(name, 'src/guard-apps'), { recursive: true });
  }

  function installForAll(): void {
    const packages = services.map(({ name }) => readJson(workspace.path(name, 'package.json')));
    const { spillway: _, ...devDependencies } = merged(packages.map((json) => json.devDependencies));
    const own = readJson(workspace.path('package.json'));
    const dependencies = {
      ...own.dependencies,
      ...merged(packages.map((json) => json.dependencies)),
      ...devDependencies,
    };
    const overrides = merged(packages.map((json) => json.overrides));
    writeFileSync(workspace.path('package.json'), JSON.stringify({ private: true, dependencies, overrides }));
    workspace.succeed('npm', ['install', '--no-audit', '--no-fund']);
  }

  describe.each(services)('of a $api service with $auth', ({ name }) => {
    const main = workspace.path(name, 'src/main.ts');
    let original: string;

    beforeAll(() => (original = readFileSync(main, 'utf8')));
    afterAll(() => writeFileSync(main, original));

    /** Has main.ts change the service before the synth. */
    function changeService(rules: readonly string[], comply: boolean): void {
      const changes = rules.map((rule, index) => ({
        imported: `import { change as change${index} } from './guard-apps/rules/${rule}';`,
        call: `change${index}(service, ${comply});`,
      }));
      const assigned = original.replace('new ServiceStack(', 'const service = new ServiceStack(');
      const called = assigned.replace('app.synth();', [...changes.map(({ call }) => call), 'app.synth();'].join('\n'));
      writeFileSync(main, [...changes.map(({ imported }) => imported), called].join('\n'));
    }

    function synthesize(environment: NodeJS.ProcessEnv): Promise<Outcome[]> {
      const options = { cwd: workspace.path(name), env: { ...environment, TMPDIR: temporary, NO_COLOR: '1' } };
      return Promise.all(commands.map(([program, ...args]) => workspace.start(program, args, options)));
    }

    it('accepts an app that barely keeps every rule', async () => {
      changeService(guardRules, true);
      for (const { status, stdout, stderr } of await synthesize({})) {
        expect(stdout + stderr).not.toContain('Spillway::');
        expect(status, stdout + stderr).toBe(0);
      }
    });

    it.each(guardRules)('refuses one that breaks %s', async (rule) => {
      const { path } = await loadGuardApp(rule);
      changeService([rule], false);
      // the validator of the CDK would take seconds more, and has no part in this
      for (const { status, stdout, stderr } of await synthesize({ CDK_VALIDATION: 'false' })) {
        expect(status).not.toBe(0);
        expect(reportedRules(stdout + stderr), stdout + stderr).toEqual([rule]);
        expect(stdout + stderr).toMatch(path);
      }
    });
  });
});

function readJson(path: string): PackageJson {
  return JSON.parse(readFileSync(path, 'utf8')) as PackageJson;
}

function merged<T>(records: readonly Record<string, T>[]): Record<string, T> {
  return Object.assign({}, ...records) as Record<string, T>;
}
