import { writeFileSync } from 'node:fs';

/**
 * Writes a private key so that only its owner can read it.
 *
 * @throws Error with the code EEXIST when the file exists: a key is never overwritten, because nothing can bring it back
 */
export function writePrivateFile(path: string, contents: string): void {
  writeFileSync(path, contents, { flag: 'wx', mode: 0o600 });
}
