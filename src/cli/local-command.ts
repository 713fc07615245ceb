import { join } from 'node:path';
import type { Environment } from './environment';
import { FolderWatch } from './folder-watch';
import { followChanges } from './follow-changes';
import { banner, describeEvent, describeRun } from './local-report';
import { reportProblems } from './problems';
import { readService } from './read-service';
import type { Terminal } from './terminal';
import { SpillwayError } from '../errors';
import type { LocalRunDescription } from '../loadtest/local-run';
import type { LocalEvent, Report } from '../local/local-event';
import { ProjectPackages } from '../local/project-packages';
import { RunDirectory } from '../local/run-directory';
import { type LocalService, startLocalService } from '../local/start-local-service';
import { LoadRecorder } from '../local/status/load-recorder';
import { Recorder } from '../local/status/recorder';
import { controlHeader, startStatusServer } from '../local/status/status-server';
import type { WrittenService } from '../manifest';
import { packageManagerCommands } from '../render/package-manager-commands';
import { run } from '../subprocess';

export interface LocalRequest {
  readonly flags: {
    readonly synth: boolean;
    /** Take over changes of the sources; with `synth` off, those of the assembly. */
    readonly watch?: boolean;
    readonly json?: boolean;
    readonly accountConcurrency?: number;
    readonly coldStartMs: number;
    readonly port: number;
    readonly redrive?: string;
  };
  readonly environment: Environment;
  readonly terminal: Terminal;
}

const assemblyName = 'cdk.out';
const sourceFolder = 'src';

/**
 * `spillway local`: runs the written project in the working directory until a signal comes.
 *
 * @returns the exit code
 */
export async function localCommand(request: LocalRequest): Promise<number> {
  const { flags, environment, terminal } = request;
  const read = readService(environment.workingDirectory);
  if ('problems' in read) {
    return reportProblems(read.problems, { terminal, asJson: flags.json === true });
  }
  const directory = new RunDirectory(environment.workingDirectory);
  if (flags.redrive !== undefined) {
    return redriveRunning(directory, flags.redrive, request);
  }
  directory.claim();
  const interruption = awaitSignal();
  try {
    await serve(request, { project: read.service, directory, interruption });
  } catch (error) {
    if (!interruption.hasCome) {
      throw error; // otherwise, a program that was started got the signal, too
    }
  } finally {
    directory.remove();
  }
  return 0;
}

/** A signal that ends the run. */
interface Interruption {
  readonly came: Promise<void>;
  readonly hasCome: boolean;
  readonly signal: AbortSignal;
}

interface Run {
  readonly project: WrittenService;
  readonly directory: RunDirectory;
  readonly interruption: Interruption;
}

async function serve(request: LocalRequest, { project, directory, interruption }: Run): Promise<void> {
  const recorder = new Recorder();
  const load = new LoadRecorder();
  const show = printer(request);
  const { workingDirectory } = request.environment;
  const commands = packageManagerCommands(project.spec.packageManager);
  const packages = new ProjectPackages(workingDirectory, commands.install);
  const accountConcurrency = request.flags.accountConcurrency ?? project.spec.accountConcurrency;
  const { synth, watch: isWatching } = request.flags;
  const synthesizeIfAsked = async () => (synth ? synthesize(request, packages) : undefined);
  const watch = isWatching && (await FolderWatch.open(join(workingDirectory, synth ? sourceFolder : assemblyName)));
  await synthesizeIfAsked();
  const report: Report = (event) => {
    recorder.record(event);
    load.record(event);
    show(event);
  };
  const service = await startLocalService({
    packages,
    project: workingDirectory,
    certificatesCommand: `${commands.run} certificates`,
    assemblyDirectory: join(workingDirectory, assemblyName),
    stackName: project.spec.name,
    codeDirectory: join(directory.path, 'code'),
    devicesDirectory: join(directory.path, 'devices'),
    accountConcurrency,
    coldStartMs: request.flags.coldStartMs,
    port: request.flags.port,
    report,
  });
  const { signal } = interruption;
  const stopFollowing =
    watch && followChanges({ watch, service, synthesize: synthesizeIfAsked, report, interruption: signal });
  try {
    await serveStatus(request, { service, accountConcurrency, recorder, load, directory, interruption });
  } finally {
    await (stopFollowing && stopFollowing());
    await service.stop();
  }
}

interface Running {
  readonly service: LocalService;
  readonly accountConcurrency: number;
  readonly recorder: Recorder;
  readonly load: LoadRecorder;
  readonly directory: RunDirectory;
  readonly interruption: Interruption;
}

async function serveStatus(
  { flags, environment, terminal }: LocalRequest,
  { service, accountConcurrency, recorder, load, directory, interruption }: Running,
): Promise<void> {
  const status = await startStatusServer(service, recorder, load);
  const statusUrl = `http://127.0.0.1:${status.port}/`;
  directory.writeOutputs(service.name, service.urlOutput ? { [service.urlOutput]: service.url } : {});
  directory.record({ pid: process.pid, statusUrl });
  const description = describeRun(service, { project: environment.workingDirectory, statusUrl, directory });
  directory.writeDescription({ ...description, accountConcurrency } satisfies LocalRunDescription);
  if (flags.json) {
    terminal.result(JSON.stringify({ type: 'ready', time: Date.now(), ...description }));
  } else {
    terminal.note(banner(description));
  }
  recorder.start(service);
  load.start(service);
  await interruption.came;
  terminal.note('stopping');
  recorder.stop();
  load.stop();
  await status.stop();
}

function printer({ flags, terminal }: LocalRequest): (event: LocalEvent) => void {
  return (event) => {
    const text = flags.json ? undefined : describeEvent(event);
    if (flags.json) {
      terminal.result(JSON.stringify({ ...event, time: Date.now() }));
    } else if (text !== undefined) {
      terminal.note(text);
    }
  };
}

async function synthesize({ environment, terminal }: LocalRequest, packages: ProjectPackages): Promise<void> {
  const done = terminal.progress('synthesizing');
  try {
    const cdk = packages.pathOf('aws-cdk/bin/cdk');
    const cwd = environment.workingDirectory;
    const shownLines = Infinity; // what is wrong stands before the stack, and can be long
    await run(process.execPath, [cdk, 'synth', '--quiet', '--output', assemblyName], { cwd, shownLines });
  } finally {
    done();
  }
}

function awaitSignal(): Interruption {
  const controller = new AbortController();
  const { signal } = controller;
  const came = new Promise<void>((resolve) => signal.addEventListener('abort', () => resolve()));
  for (const name of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
    process.once(name, () => controller.abort());
  }
  return {
    came,
    signal,
    get hasCome() {
      return signal.aborted;
    },
  };
}

async function redriveRunning(
  directory: RunDirectory,
  worker: string,
  { flags, terminal }: LocalRequest,
): Promise<number> {
  const current = directory.current();
  if (!current) {
    throw new SpillwayError('local-run-failed', 'this project is not running; start it with "spillway local"');
  }
  const url = new URL(`redrive/${encodeURIComponent(worker)}`, current.statusUrl);
  const response = await fetch(url, { method: 'POST', headers: { [controlHeader]: 'redrive' } });
  const { message, moved } = (await response.json()) as { message?: string; moved?: number };
  if (!response.ok) {
    throw new SpillwayError('local-run-failed', message ?? `redrive was answered ${response.status}`);
  }
  if (flags.json) {
    terminal.result(JSON.stringify({ worker, moved }));
  } else {
    terminal.note(`${worker}: ${moved} messages moved back to the queue`);
  }
  return 0;
}
