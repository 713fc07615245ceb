import { execFile } from 'node:child_process';
import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { describe, expect, it } from 'vitest';
import { listExamples } from './examples';

const run = promisify(execFile);

/** Surroundings in which an example's own runner does not take itself for a part of this one. */
function environment(extra: NodeJS.ProcessEnv = {}): NodeJS.ProcessEnv {
  const kept = Object.entries(process.env).filter(([name]) => !name.startsWith('VITEST') && name !== 'NODE_ENV');
  return { ...Object.fromEntries(kept), ...extra };
}

describe.each(listExamples())('generated-examples/$name', ({ name, directory }) => {
  it('passes its own tests', async () => {
    const vitest = join(__dirname, '../../node_modules/vitest/vitest.mjs');
    const { stdout } = await run(process.execPath, [vitest, 'run'], {
      cwd: directory,
      env: environment({ NO_COLOR: '1' }),
    });
    expect(stdout).toMatch(/Tests +\d{2,} passed \(\d+\)/);
  });

  it('synthesizes, with nag, guard and the validator of the CDK content', async () => {
    const output = mkdtempSync(join(tmpdir(), `spillway-${name}-`));
    try {
      const args = ['--import', 'tsx', 'src/main.ts'];
      await run(process.execPath, args, { cwd: directory, env: environment({ CDK_OUTDIR: output }) });
      expect(readdirSync(output).filter((file) => file.endsWith('.template.json'))).toHaveLength(1);
    } finally {
      rmSync(output, { recursive: true, force: true });
    }
  });
});
