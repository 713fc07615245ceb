import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { App, Stack } from 'aws-cdk-lib';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { loadModules, synthesizeChecked, withWrittenProjects } from './in-process';
import { cells, guardedAnswers, guardRules, loadGuardApp, reportedRules } from '../guard-apps/guard-app';
import { specOf } from '../valid-answers';

const { TMPDIR } = process.env;
let output: string;

beforeAll(() => {
  // synthesized apps go to a folder of their own; the validator of the CDK takes seconds and has no part in this
  output = mkdtempSync(join(tmpdir(), 'spillway-guard-'));
  Object.assign(process.env, { CDK_VALIDATION: 'false', TMPDIR: output });
});
afterAll(() => {
  rmSync(output, { recursive: true, force: true });
  delete process.env.CDK_VALIDATION;
  delete process.env.TMPDIR;
  Object.assign(process.env, TMPDIR && { TMPDIR });
});

describe.each(cells)('the guard of a $api service with $auth', (cell) => {
  const spec = specOf({ ...guardedAnswers, ...cell });

  it('accepts what barely keeps every rule, and refuses what breaks one', async () => {
    await withWrittenProjects([spec], async ([directory]) => {
      const { createUncheckedApp, attachGuard, ServiceStack } = await loadModules(directory!);
      const synthesize = (change: (service: Stack) => void): string => {
        const app = createUncheckedApp({ 'aws:cdk:bundling-stacks': [] });
        attachGuard(app);
        change(new ServiceStack(app, spec.name));
        return reportOf(app);
      };
      const { rules } = (await import(join(directory!, 'src/spillway/guard/rules.ts'))) as { rules: { id: string }[] };
      const ids = rules.map(({ id }) => id).sort();
      expect(guardRules, 'there is an app for each rule').toEqual(ids);
      const documented = readFileSync(join(directory!, 'docs/GUARD.md'), 'utf8').matchAll(/^\| `([\w-]+)` \|/gm);
      expect([...documented].map(([, id]) => id).sort()).toEqual(ids);

      const apps = await Promise.all(guardRules.map(loadGuardApp));
      expect(synthesize((service) => apps.forEach(({ change }) => change(service, true)))).toBe('');
      for (const [index, { change, path }] of apps.entries()) {
        const report = synthesize((service) => change(service, false));
        expect(reportedRules(report), report).toEqual([guardRules[index]]);
        expect(report).toMatch(path);
      }
    });
  });
});

it('the guard accepts a service that takes a small account whole and only caps', async () => {
  const spec = specOf({ accountConcurrency: 10, concurrencyBudget: 10, reservation: 'cap-only' });
  await withWrittenProjects([spec], async ([directory]) => {
    await expect(synthesizeChecked(spec, directory!)).resolves.toBeUndefined();
  });
});

/** What the synth throws; nothing when it succeeds. */
function reportOf(app: App): string {
  try {
    app.synth();
    return '';
  } catch (error) {
    return (error as Error).message;
  }
}
