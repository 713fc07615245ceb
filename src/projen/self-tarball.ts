import { chmodSync, copyFileSync, existsSync, mkdirSync, mkdtempSync, readdirSync, renameSync, rmSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { Component } from 'projen/lib/component';
import type { Project } from 'projen/lib/project';
import { SpillwayError } from '../errors';
import { packageRoot } from '../package-info';
import { runSync } from '../subprocess';
import { originalTarball } from './installation';

/** Keeps a tarball of this build of Spillway inside the project, so that installing works on any machine. */
export class SelfTarball extends Component {
  constructor(
    project: Project,
    readonly path: string,
  ) {
    super(project, 'SelfTarball');
    project.addGitIgnore(`!/${path}`);
    project.annotateGenerated(`/${path}`);
  }

  synthesize(): void {
    const target = join(this.project.outdir, this.path);
    if (existsSync(target)) {
      return;
    }
    const directory = dirname(target);
    mkdirSync(directory, { recursive: true });
    for (const outdated of readdirSync(directory).filter((name) => /^spillway-.*\.tgz$/.test(name))) {
      rmSync(join(directory, outdated));
    }
    pack(target);
  }
}

/** Copies the tarball that this package was installed from, or packs the package anew; bundled dependencies travel inside. */
function pack(target: string): void {
  const original = originalTarball(packageRoot);
  if (original) {
    copyFileSync(original, target);
    chmodSync(target, 0o644);
    return;
  }
  const scratch = mkdtempSync(join(dirname(target), '.pack-'));
  try {
    // a packed package holds its built files already, and those of a checkout are what is running now
    runSync('npm', ['pack', '--ignore-scripts', '--pack-destination', scratch], { cwd: packageRoot });
    const [tarball] = readdirSync(scratch);
    renameSync(join(scratch, tarball!), target);
    chmodSync(target, 0o644);
  } catch (cause) {
    throw new SpillwayError('packing-failed', `cannot pack ${packageRoot} for the written project; is npm installed?`, {
      cause,
    });
  } finally {
    rmSync(scratch, { recursive: true, force: true });
  }
}
