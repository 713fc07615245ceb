import type { ConcurrencyPlan } from './plan/concurrency-plan';
import type { Ownership } from './render/file-tree';
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
