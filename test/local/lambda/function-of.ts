import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { buildSync } from 'esbuild';
import { afterAll } from 'vitest';
import type { FunctionSettings } from '../../../src/local/lambda/function-settings';

const directory = mkdtempSync(join(tmpdir(), 'spillway-lambda-'));
afterAll(() => rmSync(directory, { recursive: true, force: true }));

/** The program of an execution environment as JavaScript: a thread takes no TypeScript. */
export const program = join(directory, 'environment-program.js');
buildSync({
  entryPoints: [join(__dirname, '../../../src/local/lambda/environment-program.ts')],
  outfile: program,
  bundle: true,
  platform: 'node',
  format: 'cjs',
});

/** A function with the given code, as an esbuild bundle has it. */
export function functionOf(code: string, changes: Partial<FunctionSettings> = {}): FunctionSettings {
  const codeDirectory = mkdtempSync(join(directory, 'code-'));
  writeFileSync(join(codeDirectory, 'index.js'), code);
  return {
    name: 'OrdersHandler',
    label: 'orders/Handler',
    handler: 'index.handler',
    codeDirectory,
    role: 'arn:aws:iam::000000000000:role/OrdersRole',
    environment: {},
    timeoutMs: 5000,
    memoryMb: 128,
    ...changes,
  };
}
