import { createHash } from 'node:crypto';
import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { engineArguments, type EngineRun, variablesFile } from './engine-arguments';
import { SpillwayError } from '../errors';
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
   * Sends the load of a profile, from here or from machines elsewhere.
   *
   * @throws SpillwayError `subprocess-failed`
   */
  async send({ environment, signal, ...engineRun }: SendOptions): Promise<void> {
    const env = { ...environment, ARTILLERY_DISABLE_TELEMETRY: 'true' };
    const variables = join(this.directory, variablesFile);
    try {
      if (engineRun.machines) {
        writeFileSync(variables, variableLines({ ...process.env, ...environment }));
      }
      const args = [this.program, ...engineArguments(engineRun)];
      // machines elsewhere would go on sending, and costing, if nobody ended them
      const killSignal = engineRun.machines ? 'SIGTERM' : 'SIGKILL';
      await run(process.execPath, args, { cwd: this.directory, env, signal, killSignal });
    } finally {
      rmSync(variables, { force: true });
    }
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

export interface SendOptions extends EngineRun {
  /** Variables for the hooks; undefined takes one of this process away. */
  readonly environment: Readonly<Record<string, string | undefined>>;
  readonly signal: AbortSignal;
}

/** Where to send, and what the user says about callers; machines elsewhere have credentials of their own. */
function variableLines(environment: SendOptions['environment']): string {
  const lines = Object.entries(environment)
    .filter(([name, value]) => name.startsWith('SPILLWAY_LOADTEST_') && value !== undefined)
    .map(([name, value]) => `${name}=${JSON.stringify(value)}\n`);
  return lines.join('');
}
