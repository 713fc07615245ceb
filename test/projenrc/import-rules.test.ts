import { join } from 'node:path';
// the configuration that projen writes has the older format
import { LegacyESLint } from 'eslint/use-at-your-own-risk';
import { describe, expect, it } from 'vitest';

const root = join(__dirname, '../..');
const eslint = new LegacyESLint({ cwd: root });

/** Messages about a file of the repository, had it this text. */
async function lint(path: string, text: string): Promise<string[]> {
  const [result] = await eslint.lintText(text, { filePath: join(root, path) });
  return result!.messages.filter(({ ruleId }) => /restricted/.test(ruleId ?? '')).map(({ message }) => message);
}

const forbidden: readonly (readonly [path: string, text: string, reason: RegExp])[] = [
  ['src/projen/create-service.ts', "export * from '../cli/problems';", /outermost room/],
  ['src/index.ts', "export * from './cli/problems';", /outermost room/],
  ['src/errors.ts', "export const load = () => import('./cli/problems.js');", /outermost room/],
  ['src/cli/new-command.ts', "export const load = () => import('inquirer');", /loaded lazily by loading that place/],
  ['src/render/file-tree.ts', "export const load = () => import('handlebars');", /loaded lazily by loading that place/],
  ['src/cli/main.ts', "export const load = () => import('projen/lib/project');", /loaded lazily by loading that place/],
  ['src/spec/rules.ts', "export const load = () => import('handlebars');", /loaded lazily by loading that place/],
  ['src/cli/main.ts', 'export const load = (name: string) => import(name);', /cannot tell/],
  ['src/plan/apportion.ts', 'export const now = performance.now();', /pure function/],
  ['src/spec/rules.ts', 'export const now = globalThis.performance.now();', /pure function/],
  ['src/render/file-tree.ts', 'export const now = performance.now();', /pure function/],
  ['src/plan/apportion.ts', "import { readFileSync } from 'node:fs';\nvoid readFileSync;", /nothing of Node/],
  ['src/spec/rules.ts', "import { readFile } from 'fs/promises';\nvoid readFile;", /nothing of Node/],
  ['src/spec/rules.ts', "export const load = () => import('node:fs');", /nothing of Node/],
  ['src/spec/rules.ts', "export * from '../plan/apportion';", /spec says what the user wants/],
  ['src/spec/rules.ts', "export * from '../package-info';", /spec says what the user wants/],
  ['src/plan/apportion.ts', "export * from '../render/file-tree';", /plan is arithmetic/],
  ['src/render/file-tree.ts', "export * from '../projen/installation';", /must not know who writes it/],
  ['src/ledger/ledger.ts', "export * from '../plan/apportion';", /ledger adds up what manifests say/],
  [
    'src/render/file-tree.ts',
    "import Handlebars from 'handlebars';\nHandlebars.create();",
    /template-engine\.ts alone/,
  ],
  ['src/cli/new-command.ts', "import inquirer from 'inquirer';\nvoid inquirer;", /crashes without a terminal/],
  ['src/cli/flags.ts', "import { z } from 'zod';\nvoid z;", /only spec knows/],
  ['src/cli/flags.ts', "import { Project } from 'projen';\nvoid Project;", /only the projen room/],
  ['src/cli/flags.ts', "import { Project } from 'projen/lib/project';\nvoid Project;", /only the projen room/],
  ['src/projen/installation.ts', "import { spawn } from 'node:child_process';\nvoid spawn;", /started in one place/],
  [
    'src/cli/flags.ts',
    "import type { Lambda } from '@aws-sdk/client-lambda';\nexport type L = Lambda;",
    /asked by account and by load tests/,
  ],
  ['src/loadtest/judge.ts', "export * from '../local/callers';", /measures a service from outside/],
  ['src/account/arn.ts', "export * from '../projen/installation';", /no projen, no templates/],
  ['src/render/file-tree.ts', "import { Stack } from 'aws-cdk-lib';\nvoid Stack;", /belongs to the templates/],
  ['src/plan/apportion.ts', 'export const now = Date.now();', /pure function/],
  ['src/spec/rules.ts', 'export const now = new Date();', /pure function/],
  ['src/render/file-tree.ts', 'export const chance = Math.random();', /pure function/],
  ['src/plan/apportion.ts', 'export const home = process.env.HOME;', /pure function/],
  ['src/plan/apportion.ts', "console.log('x');", /pure function/],
];

describe('import rules', () => {
  it.each(forbidden)('refuse in %s: %s', async (path, text, reason) => {
    expect(await lint(path, `${text}\n`)).toEqual([expect.stringMatching(reason)]);
  });

  it('allow what the rooms are for', async () => {
    expect(
      await lint('src/render/template-engine.ts', "import Handlebars from 'handlebars';\nHandlebars.create();\n"),
    ).toEqual([]);
    expect(await lint('src/cli/conversation.ts', "export const load = () => import('./prompts.js');\n")).toEqual([]);
    expect(await lint('src/render/template-layers.ts', "export * from 'node:fs';\n")).toEqual([]);
    expect(await lint('src/plan/apportion.ts', "export * from '../spec/rules';\n")).toEqual([]);
    expect(await lint('src/cli/flags.ts', "export * from '../plan/apportion';\n")).toEqual([]);
  });
});
