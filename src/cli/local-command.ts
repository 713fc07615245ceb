import { join, resolve as resolvePath } from 'node:path';
import type { Environment } from './environment';
import { FolderWatch } from './folder-watch';
import { followChanges } from './follow-changes';
import { groupLines } from './group-lines';
import { banner, describeEvent, describeRun } from './local-report';
import { reportProblems } from './problems';
import { readService } from './read-service';
import type { Terminal } from './terminal';
import { type Problem, SpillwayError } from '../errors';
import type { LocalRunDescription } from '../loadtest/local-run';
import { DataDirectory } from '../local/journal/data-directory';
import type { LocalEvent, Report } from '../local/local-event';
import { ProjectPackages } from '../local/project-packages';
import type { Reloaded } from '../local/reload-service';
import { RunDirectory } from '../local/run-directory';
import type { DownstreamOptions } from '../local/services/downstream';
import type { DynamodbPart } from '../local/services/local-dynamodb';
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
    readonly dataDir?: string;
    readonly dynamodb?: DynamodbPart;
    readonly downstreamUrl?: string;
    readonly downstreamMs?: number;
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
  const data = claimData(request, read.service);
  if (data && 'code' in data) {
    directory.remove();
    return reportProblems([data], { terminal, asJson: flags.json === true });
  }
  const interruption = awaitSignal();
  try {
    await serve(request, { project: read.service, directory, data, interruption });
  } catch (error) {
    if (!interruption.hasCome) {
      throw error; // otherwise, a program that was started got the signal, too
    }
  } finally {
    directory.remove();
    data?.release();
  }
  return 0;
}

function claimData(
  { flags: { dataDir }, environment }: LocalRequest,
  { spec: { name: service, region } }: WrittenService,
): DataDirectory | Problem | undefined {
  return dataDir === undefined
    ? undefined
    : DataDirectory.claim(resolvePath(environment.workingDirectory, dataDir), { service, region });
}

function downstreamOf({ flags, environment }: LocalRequest, { spec }: WrittenService): DownstreamOptions {
  const { downstreamUrl: url, downstreamMs: latencyMs } = flags;
  return { url, latencyMs, apiKey: environment.downstreamApiKey, concurrency: spec.downstreamConcurrency };
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
  readonly data?: DataDirectory;
  readonly interruption: Interruption;
}

async function serve(request: LocalRequest, { project, directory, data, interruption }: Run): Promise<void> {
  const recorder = new Recorder();
  const load = new LoadRecorder();
  const show = printer(request);
  const { workingDirectory } = request.environment;
  const commands = packageManagerCommands(project.spec.packageManager);
  const packages = new ProjectPackages(workingDirectory, commands.install);
  const accountConcurrency = request.flags.accountConcurrency ?? project.spec.accountConcurrency;
  const { synth, watch: isWatching } = request.flags;
  const synthesizeIfAsked = async () => (synth ? synthesize(request, packages) : undefined);
  const watched = join(workingDirectory, synth ? sourceFolder : assemblyName);
  const watch = isWatching ? await FolderWatch.open(watched) : undefined; // what changes during the first synthesis counts
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
    data,
    accountConcurrency,
    coldStartMs: request.flags.coldStartMs,
    port: request.flags.port,
    dynamodb: request.flags.dynamodb,
    downstream: downstreamOf(request, project),
    report,
  });
  const reload = async () => withAccount(await service.reloadStack(), request, project);
  const { signal } = interruption;
  const stopFollowing =
    watch && followChanges({ watch, synthesize: synthesizeIfAsked, reload, report, interruption: signal });
  try {
    await serveStatus(request, { service, accountConcurrency, recorder, load, directory, data, interruption });
  } finally {
    await stopFollowing?.();
    await service.stop();
  }
}

/** The template does not state what the account has: the project does, and a run takes it at its start. */
function withAccount(reloaded: Reloaded, { flags, environment }: LocalRequest, before: WrittenService): Reloaded {
  const read = readService(environment.workingDirectory);
  const isSame = 'problems' in read || read.service.spec.accountConcurrency === before.spec.accountConcurrency;
  const atStart = isSame || flags.accountConcurrency !== undefined ? [] : ['accountConcurrency of .projenrc.ts'];
  return { ...reloaded, atStart: [...reloaded.atStart, ...atStart] };
}

interface Running {
  readonly service: LocalService;
  readonly accountConcurrency: number;
  readonly recorder: Recorder;
  readonly load: LoadRecorder;
  readonly directory: RunDirectory;
  readonly data?: DataDirectory;
  readonly interruption: Interruption;
}

async function serveStatus(
  { flags, environment, terminal }: LocalRequest,
  { service, accountConcurrency, recorder, load, directory, data, interruption }: Running,
): Promise<void> {
  const status = await startStatusServer(service, recorder, load);
  const statusUrl = `http://127.0.0.1:${status.port}/`;
  directory.writeOutputs(service.name, service.urlOutput ? { [service.urlOutput]: service.url } : {});
  const description = describeRun(service, { project: environment.workingDirectory, statusUrl, directory, data });
  directory.writeDescription({ ...description, accountConcurrency } satisfies LocalRunDescription);
  directory.record({ statusUrl });
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
  const write = groupLines(flags.json ? terminal.result : terminal.note);
  return (event) => {
    const text = flags.json ? JSON.stringify({ ...event, time: Date.now() }) : describeEvent(event);
    if (text !== undefined) {
      write(text);
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
