import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll } from 'vitest';
import { bundleEnvironmentProgram } from './environment-bundle';
import type { FunctionSettings } from '../../../src/local/lambda/function-settings';

const directory = mkdtempSync(join(tmpdir(), 'spillway-lambda-'));
afterAll(() => rmSync(directory, { recursive: true, force: true }));

export const program = bundleEnvironmentProgram(directory);

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
