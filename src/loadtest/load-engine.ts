import { createHash } from 'node:crypto';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { SpillwayError } from '../errors';
import type { LoadProfileName } from '../plan/load-profile';
import type { ServiceSpec } from '../spec/service-spec';
import { run } from '../subprocess';

/** Folder of the written project that has the load test, with dependencies of its own. */
export const loadTestFolder = 'load-test';

type PackageManager = ServiceSpec['packageManager'];

interface Installation {
  readonly args: readonly string[];
  readonly env?: Readonly<Record<string, string>>;
}

/** Artillery looks for its engines and plugins beside itself, which only flat folders of packages have. */
const installations: Readonly<Record<PackageManager, Installation>> = {
  npm: { args: ['install', '--no-audit', '--no-fund'] },
  pnpm: { args: ['install', '--ignore-workspace', '--config.node-linker=hoisted'] },
  yarn: { args: ['install'], env: { YARN_NODE_LINKER: 'node-modules', YARN_ENABLE_IMMUTABLE_INSTALLS: 'false' } },
  bun: { args: ['install'] },
};

/** Artillery, as the written project's load test has it. */
export class LoadEngine {
  private readonly directory: string;

  /** @param project root of the written project */
  constructor(project: string) {
    this.directory = join(project, loadTestFolder);
  }

  /** Whether what package.json asks for is there. */
  get isInstalled(): boolean {
    return existsSync(this.stampFile) && readFileSync(this.stampFile, 'utf8') === this.wanted;
  }

  /**
   * Installs it, which takes a minute and half a gigabyte.
   *
   * @throws SpillwayError `subprocess-failed`, or `loadtest-failed` where the project has no load test
   */
  async install(packageManager: PackageManager, signal: AbortSignal): Promise<void> {
    const wanted = this.wanted;
    const { args, env } = installations[packageManager];
    if (packageManager === 'yarn') {
      this.beOfItsOwn();
    }
    await run(packageManager, args, { cwd: this.directory, env, signal });
    writeFileSync(this.stampFile, wanted);
  }

  /**
   * Sends the load of a profile.
   *
   * @param outputFile where it writes what it counted
   * @throws SpillwayError `subprocess-failed`
   */
  async send({ profile, environment, outputFile, signal }: SendOptions): Promise<void> {
    const args = ['run', '--quiet', '--environment', profile, '--output', outputFile, 'scenario.yml'];
    const env = { ...environment, ARTILLERY_DISABLE_TELEMETRY: 'true' };
    await run(process.execPath, [this.program, ...args], { cwd: this.directory, env, signal });
  }

  /** What Node runs. */
  get program(): string {
    return join(this.directory, 'node_modules/artillery/bin/run');
  }

  private get stampFile(): string {
    return join(this.directory, 'node_modules/.spillway-installed');
  }

  private get wanted(): string {
    const file = join(this.directory, 'package.json');
    if (!existsSync(file)) {
      throw new SpillwayError('loadtest-failed', `${file} is not there; "npx projen" writes it`);
    }
    return createHash('sha256').update(readFileSync(file)).digest('hex');
  }

  /** Without a lock file, Yarn takes a folder for a part of the project around it. */
  private beOfItsOwn(): void {
    const lock = join(this.directory, 'yarn.lock');
    if (!existsSync(lock)) {
      writeFileSync(lock, '');
    }
  }
}

export interface SendOptions {
  readonly profile: LoadProfileName;
  /** Variables for the hooks. */
  readonly environment: Readonly<Record<string, string | undefined>>;
  readonly outputFile: string;
  readonly signal: AbortSignal;
}
