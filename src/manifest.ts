import type { Problem } from './errors';
import type { ConcurrencyPlan } from './plan/concurrency-plan';
import type { Ownership } from './render/file-tree';
import { quote } from './spec/quote';
import type { ServiceSpec } from './spec/service-spec';

/** Where each written project says what it is, for programs that look across services. */
export const manifestPath = '.spillway/manifest.json';

export interface ManifestEntry {
  readonly ownership: Ownership;
  /** Of the managed file on disk, or of the sample file as it was first written. */
  readonly sha256: string;
}

/** What `.spillway/manifest.json` says: what was asked for, what followed, and who owns which file. */
export interface ServiceManifest {
  readonly spillwayVersion: string;
  readonly spec: ServiceSpec;
  readonly plan: ConcurrencyPlan;
  readonly files: Readonly<Record<string, ManifestEntry>>;
}

/** A written service, as its manifest describes it. The plan is the recorded one: that is what a deployment would apply. */
export interface WrittenService {
  readonly directory: string;
  readonly spec: ServiceSpec;
  readonly plan: ConcurrencyPlan;
}

/**
 * What is wrong with the manifest of a later Spillway.
 *
 * @param spillwayVersion of the program that reads
 * @returns undefined where the program may read it
 */
export function newerManifest(
  { spillwayVersion: writtenBy }: Readonly<Record<string, unknown>>,
  spillwayVersion: string,
): Pick<Problem, 'code' | 'message'> | undefined {
  return typeof writtenBy === 'string' && isLater(writtenBy, spillwayVersion)
    ? {
        code: 'newer-manifest',
        message: `written by spillway ${quote(writtenBy).slice(1, -1)}, and this is ${spillwayVersion}`,
      }
    : undefined;
}

/**
 * Whether a version may have changed what numbers mean: a larger major, and before 1.0 a larger minor. What is no
 * version says nothing, and the values are checked all the same.
 */
function isLater(version: string, than: string): boolean {
  const [major, minor] = parts(version);
  const [ourMajor, ourMinor] = parts(than);
  return major > ourMajor || (major === 0 && ourMajor === 0 && minor > ourMinor);
}

function parts(version: string): [major: number, minor: number] {
  const [, major = 0, minor = 0] = /^(\d+)\.(\d+)\./.exec(version) ?? [];
  return [Number(major), Number(minor)];
}
