import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { LocalRun } from './local-run';
import type { Outcome, Workspace } from './workspace';
import type { LoadTestReport } from '../../src/loadtest/report';

/** What the handler is told to do with each message; the same for all of a load test. */
export interface Behaviour {
  /** Milliseconds that a message takes. */
  readonly ms?: number;
  readonly failsAtFirst?: boolean;
  /** What breaks around the business code. */
  readonly fault?: 'drops-one' | 'runs-twice';
}

/** Sleeps as long as the answers say, says what it handled, and breaks on demand. */
const handlerWith = (behaviour: Behaviour) => `
import type { Context, SQSEvent } from 'aws-lambda';
import { handleMessages } from '../spillway/runtime/handle-messages';
import type { Message } from '../spillway/runtime/message';

const { ms, failsAtFirst, fault } = ${JSON.stringify(behaviour)} as {
  ms?: number;
  failsAtFirst?: boolean;
  fault?: string;
};

async function work({ id, receiveCount }: Message): Promise<object> {
  if (failsAtFirst && receiveCount === 1) throw new Error('not yet');
  await new Promise((resolve) => setTimeout(resolve, ms ?? 0));
  console.log('handled ' + id);
  return {};
}

const handle = handleMessages(work);
let dropped = false;

export const handler: typeof handle = async (event: SQSEvent, context: Context) => {
  if (fault === 'drops-one' && !dropped) {
    dropped = true;
    return { batchItemFailures: [] };
  }
  if (fault === 'runs-twice') {
    const again: SQSEvent = structuredClone(event);
    for (const record of again.Records) {
      record.messageId += '-again';
      const { requestId } = record.messageAttributes;
      if (requestId) requestId.stringValue += '-again';
    }
    await handle(again, context);
  }
  return handle(event, context);
};
`;

/** Packages of the first load test that was run, which the others share: half a gigabyte, and a minute. */
let installedPackages: string | undefined;

/** A written and installed project whose load tests are run against its local run. */
export class LoadTestedProject {
  readonly directory: string;
  run: LocalRun | undefined;

  constructor(
    private readonly workspace: Workspace,
    name: string,
  ) {
    this.directory = workspace.path(name);
  }

  /** Writes and installs it. What its load test needs beyond that of others is installed with the first load test. */
  write(flags: readonly string[]): void {
    const name = this.directory.split('/').at(-1)!;
    const { status, stderr } = this.workspace.spillway('new', name, '--yes', '--no-git', ...flags);
    if (status !== 0) {
      throw new Error(stderr);
    }
    if (installedPackages !== undefined) {
      this.workspace.succeed('cp', ['--archive', '--link', installedPackages, this.packages]);
      rmSync(join(this.packages, '.spillway-installed'));
    }
    if (flags.includes('x509') && !flags.includes('iot')) {
      this.workspace.succeed('npm', ['run', 'certificates', '--', 'load-test'], { cwd: this.directory });
    }
  }

  /** Tells the handlers of all workers what to do; it counts from the next start on. */
  behave(behaviour: Behaviour, workers: readonly string[] = ['messages']): void {
    workers.forEach((worker) => {
      writeFileSync(join(this.directory, 'src/handlers', `${worker}.ts`), handlerWith(behaviour));
    });
  }

  private get packages(): string {
    return join(this.directory, 'load-test/node_modules');
  }

  get template(): string {
    return join(this.directory, 'cdk.out', `${this.directory.split('/').at(-1)}.template.json`);
  }

  async start(...flags: readonly string[]): Promise<LocalRun> {
    this.run = await LocalRun.start(this.directory, ...flags);
    return this.run;
  }

  async stop(): Promise<void> {
    await this.run?.stop();
    this.run = undefined;
  }

  /** `npm run loadtest`, beside the local run, whose output this process has to read meanwhile. */
  async loadTest(profile: string): Promise<{ readonly outcome: Outcome; readonly report: LoadTestReport }> {
    const args = ['run', 'loadtest', '--', profile];
    const outcome = await this.workspace.start('npm', args, { cwd: this.directory, env: {} });
    const file = join(this.directory, 'load-test/results/latest/report.json');
    if (!existsSync(file)) {
      throw new Error(`no report\n${outcome.stdout}\n${outcome.stderr}`);
    }
    installedPackages ??= this.packages;
    return { outcome, report: JSON.parse(readFileSync(file, 'utf8')) as LoadTestReport };
  }

  /** Ids of messages that a handler has handled, in order. */
  get handled(): readonly string[] {
    return [...(this.run?.logged ?? '').matchAll(/handled (\S+)/g)].map(([, id]) => id!);
  }
}

/** What a report says was missed. */
export function missedMarks({ verdicts }: LoadTestReport): readonly string[] {
  return verdicts.filter(({ met }) => !met).map(({ mark }) => mark.id);
}
