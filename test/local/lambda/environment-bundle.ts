import { join } from 'node:path';
import { buildSync } from 'esbuild';

/**
 * Writes the program of an execution environment as JavaScript: a thread takes no TypeScript.
 *
 * @returns its path
 */
export function bundleEnvironmentProgram(directory: string): string {
  const outfile = join(directory, 'environment-program.js');
  buildSync({
    entryPoints: [join(__dirname, '../../../src/local/lambda/environment-program.ts')],
    outfile,
    bundle: true,
    platform: 'node',
    format: 'cjs',
  });
  return outfile;
}
