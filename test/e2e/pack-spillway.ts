import { execFileSync } from 'node:child_process';
import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { TestProject } from 'vitest/node';

declare module 'vitest' {
  interface ProvidedContext {
    /** The package as it would be published. */
    readonly tarball: string;
  }
}

/** Packs the compiled package once for all end-to-end tests. */
export default function packSpillway(project: TestProject): () => void {
  const directory = mkdtempSync(join(tmpdir(), 'spillway-pack-'));
  execFileSync('npm', ['pack', '--ignore-scripts', '--pack-destination', directory], { stdio: 'pipe' });
  project.provide('tarball', join(directory, readdirSync(directory)[0]!));
  return () => rmSync(directory, { recursive: true, force: true });
}
