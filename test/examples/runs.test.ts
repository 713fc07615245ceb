import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { describe, expect, it } from 'vitest';
import { listExamples } from './examples';
import { synthesizeChecked } from './in-process';

const run = promisify(execFile);

/** Surroundings in which an example's own runner does not take itself for a part of this one. */
function environment(extra: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
  const kept = Object.entries(process.env).filter(([name]) => !name.startsWith('VITEST') && name !== 'NODE_ENV');
  return { ...Object.fromEntries(kept), ...extra };
}

describe.each(listExamples())('generated-examples/$name', ({ spec, directory }) => {
  it('passes its own tests', async () => {
    const vitest = join(__dirname, '../../node_modules/vitest/vitest.mjs');
    const { stdout } = await run(process.execPath, [vitest, 'run'], {
      cwd: directory,
      env: environment({ NO_COLOR: '1' }),
    });
    expect(stdout).toMatch(/Tests +\d{2,} passed \(\d+\)/);
  });

  it('synthesizes, with nag, guard and the validator of the CDK content', async () => {
    await expect(synthesizeChecked(spec, directory)).resolves.toBeUndefined();
  });
});
