import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Problem, ProblemCode } from '../errors';
import { manifestPath } from '../manifest';
import { isRecord } from '../spec/parse-spec';
import { quotePath } from '../spec/quote';

/**
 * The answers from which a project was last synthesized, as its manifest has them.
 *
 * @param directory the project's root
 */
export function readProjectAnswers(
  directory: string,
): { readonly answers: unknown } | { readonly problems: readonly Problem[] } {
  const path = join(directory, manifestPath);
  let text: string;
  try {
    text = readFileSync(path, 'utf8');
  } catch (error) {
    const { code = '' } = error as NodeJS.ErrnoException;
    return {
      problems: [
        unusable(
          'not-a-project',
          path,
          `cannot be read: ${code}`,
          'give the directory of a project that Spillway wrote',
        ),
      ],
    };
  }
  try {
    const manifest: unknown = JSON.parse(text);
    if (isRecord(manifest) && isRecord(manifest.spec)) {
      return { answers: manifest.spec };
    }
  } catch {
    // what is not JSON is refused like JSON that is no manifest
  }
  return {
    problems: [
      unusable(
        'invalid-manifest',
        path,
        'is no manifest of Spillway',
        'run "npx projen" in the project, which writes it anew',
      ),
    ],
  };
}

function unusable(code: ProblemCode, path: string, message: string, hint: string): Problem {
  return { code, path: quotePath(path), message, hint };
}
