import { readFileSync } from 'node:fs';
import { join } from 'node:path';

/** Root of the installed package: the folder with package.json, templates/ and bin/. */
export const packageRoot = join(__dirname, '..');

/** Version of this package, as its package.json states it. */
export function packageVersion(): string {
  const manifest = JSON.parse(readFileSync(join(packageRoot, 'package.json'), 'utf8')) as { version: string };
  return manifest.version;
}
