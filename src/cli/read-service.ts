import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Problem } from '../errors';
import { manifestPath, newerManifest, type WrittenService } from '../manifest';
import { packageVersion } from '../package-info';
import type { ConcurrencyPlan } from '../plan/concurrency-plan';
import { isRecord, parseSpec } from '../spec/parse-spec';
import { quotePath } from '../spec/quote';

/**
 * Reads what a written project was asked for and what followed.
 *
 * @param directory root of the project
 * @param spillwayVersion of the program that reads
 * @returns problems `not-a-project` where there is no manifest, `newer-manifest` where a later Spillway wrote it,
 * `invalid-manifest` where none could have
 */
export function readService(
  directory: string,
  spillwayVersion = packageVersion(),
): { readonly service: WrittenService } | { readonly problems: readonly Problem[] } {
  const path = join(directory, manifestPath);
  let manifest: unknown;
  try {
    manifest = JSON.parse(readFileSync(path, 'utf8'));
  } catch (error) {
    return { problems: [unreadable(path, error as NodeJS.ErrnoException)] };
  }
  const { spec, plan, ...rest } = isRecord(manifest) ? manifest : {};
  const newer = newerManifest(rest, spillwayVersion);
  if (newer) {
    return { problems: [{ ...newer, path: quotePath(path), hint: useProjects }] };
  }
  const parsed = parseSpec(spec);
  if ('problems' in parsed) {
    return { problems: parsed.problems.map((problem) => inManifest(path, `${problem.path}: ${problem.message}`)) };
  }
  return isPlan(plan)
    ? { service: { directory, spec: parsed.spec, plan } }
    : { problems: [inManifest(path, '"plan" lacks numbers that a plan has')] };
}

const useProjects =
  'use the Spillway of the project: "npx spillway" in its directory, once its dependencies are installed';

/** Whether the numbers that are compared with the account are there; the rest of a plan only explains them. */
function isPlan(plan: unknown): plan is ConcurrencyPlan {
  return (
    isRecord(plan) &&
    ['reserve', 'cap-only'].includes(plan.reservation as string) &&
    hasNumbers(plan, ['concurrencyBudget']) &&
    hasNumbers(plan.totals, ['reserved', 'maximum']) &&
    Array.isArray(plan.workers) &&
    plan.workers.length > 0 &&
    plan.workers.every((worker) => hasNumbers(worker, ['maximumConcurrency'])) &&
    (plan.api === undefined || hasNumbers(plan.api, ['rateLimit', 'burstLimit']))
  );
}

function hasNumbers(value: unknown, names: readonly string[]): boolean {
  return isRecord(value) && names.every((name) => Number.isFinite(value[name]));
}

function unreadable(path: string, error: NodeJS.ErrnoException): Problem {
  return error.code === 'ENOENT' || error.code === 'ENOTDIR'
    ? {
        code: 'not-a-project',
        path: 'directory',
        message: `${quotePath(path)} is not there`,
        hint: 'give the directory of a project that spillway wrote; in one, "npx projen" writes the file anew',
      }
    : inManifest(path, error.code ?? error.message);
}

function inManifest(path: string, message: string): Problem {
  return {
    code: 'invalid-manifest',
    path: 'directory',
    message: `${quotePath(path)} cannot be used: ${message}`,
    hint: 'run "npx projen" in the project, which writes the file anew',
  };
}
