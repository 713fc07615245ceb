import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { region } from './busy-account';
import type { WrittenService } from '../../src/manifest';
import { packageRoot } from '../../src/package-info';
import { planConcurrency } from '../../src/plan/plan-concurrency';
import type { Answers } from '../../src/spec/service-spec';
import { specOf } from '../valid-answers';

/** A service in the Region of the busy account, without a disk. */
export function serviceOf(answers: Answers = {}): WrittenService {
  const spec = specOf({ region, ...answers });
  return { directory: '/somewhere', spec, plan: planConcurrency(spec) };
}

/** A project on disk with what the command reads: manifest, package.json, and the SDK of this repository. */
export class ProjectOnDisk {
  readonly directory = mkdtempSync(join(tmpdir(), 'spillway-test-'));

  constructor(answers: Answers = {}) {
    const { spec, plan } = serviceOf(answers);
    writeFileSync(join(this.directory, 'package.json'), '{ "private": true }');
    symlinkSync(join(packageRoot, 'node_modules'), join(this.directory, 'node_modules'));
    mkdirSync(join(this.directory, '.spillway'));
    this.writeManifest({ spillwayVersion: '0.1.0', spec, plan, files: {} });
  }

  writeManifest(contents: unknown): void {
    const text = typeof contents === 'string' ? contents : JSON.stringify(contents);
    writeFileSync(join(this.directory, '.spillway/manifest.json'), text);
  }

  removeSdk(): void {
    rmSync(join(this.directory, 'node_modules'));
  }

  remove(): void {
    rmSync(this.directory, { recursive: true, force: true });
  }
}
