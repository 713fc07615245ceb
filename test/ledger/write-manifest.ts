import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { manifestPath, type ServiceManifest } from '../../src/manifest';
import { planConcurrency } from '../../src/plan/plan-concurrency';
import type { Answers } from '../../src/spec/service-spec';
import { specOf } from '../valid-answers';

/** The manifest of a service with these answers, named after its directory. */
export function manifestOf(directory: string, answers: Answers = {}): ServiceManifest {
  const spec = specOf({ name: directory.split('/').at(-1), ...answers });
  return { spillwayVersion: '0.1.0', spec, plan: planConcurrency(spec), files: {} };
}

/** Lays a manifest below a directory as Spillway does, or whatever text stands for one. */
export function writeManifest(parent: string, directory: string, contents: Answers | string = {}): void {
  const path = join(parent, directory, manifestPath);
  mkdirSync(dirname(path), { recursive: true });
  const written = () => `${JSON.stringify(manifestOf(directory, contents as Answers), undefined, 2)}\n`;
  writeFileSync(path, typeof contents === 'string' ? contents : written());
}
