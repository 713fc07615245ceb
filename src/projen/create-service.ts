import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { FileBase } from 'projen/lib/file';
import { UserFile } from './emitted-files';
import { SelfTarball } from './self-tarball';
import type { SpillwayServiceOptions } from './service-options';
import { SpillwayService } from './spillway-service';
import type { ServiceSpec } from '../spec/service-spec';
import { workerText } from '../spec/worker-spec';

/** Where and how a service is created, beside what its spec says. */
export type Placement = Pick<SpillwayServiceOptions, 'outdir' | 'spillwayVersion'>;

/** The projen project of a spec. Nothing is written before its `synth()`. */
export function createService(spec: ServiceSpec, placement: Placement): SpillwayService {
  return new SpillwayService({ ...optionsOf(spec), ...placement });
}

/** A spec as options of the project type. Their enums list the same words, which a test makes sure of. */
export function optionsOf(spec: ServiceSpec): SpillwayServiceOptions {
  return { ...spec, workers: spec.workers.map(workerText) } as SpillwayServiceOptions;
}

/** Writes the project's files and nothing else: no installation, no network. */
export function writeService(spec: ServiceSpec, placement: Placement): void {
  const service = createService(spec, placement);
  const before = process.env.PROJEN_DISABLE_POST;
  process.env.PROJEN_DISABLE_POST = 'true';
  try {
    service.synth();
  } finally {
    if (before === undefined) {
      delete process.env.PROJEN_DISABLE_POST;
    } else {
      process.env.PROJEN_DISABLE_POST = before;
    }
  }
}

/** Paths of all files that a service would have, sorted. */
export function pathsOf(spec: ServiceSpec): string[] {
  // projen reads a package.json where a project is to be; that of the folder one happens to stand in is not this project's
  const outdir = mkdtempSync(join(tmpdir(), 'spillway-'));
  try {
    const written = createService(spec, { outdir }).node.findAll().filter(isWritten);
    return written.map((construct) => construct.path).sort();
  } finally {
    rmSync(outdir, { recursive: true, force: true });
  }
}

function isWritten(construct: unknown): construct is FileBase | UserFile | SelfTarball {
  return [FileBase, UserFile, SelfTarball].some((type) => construct instanceof type);
}
