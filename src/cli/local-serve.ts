import { join } from 'node:path';
import { FolderWatch } from './folder-watch';
import { followChanges } from './follow-changes';
import { groupLines } from './group-lines';
import type { LocalRequest } from './local-command';
import { untilAborted } from './local-interruption';
import { banner, describeEvent, describeRun } from './local-report';
import { assemblyName, synthesizeProject, watchedPlaces } from './local-synthesis';
import { readService } from './read-service';
import type { LocalRunDescription } from '../loadtest/local-run';
import type { DataDirectory } from '../local/journal/data-directory';
import type { LocalEvent, Report } from '../local/local-event';
import { ProjectPackages } from '../local/project-packages';
import type { Reloaded } from '../local/reload-service';
import type { RunDirectory } from '../local/run-directory';
import type { DownstreamOptions } from '../local/services/downstream';
import { type LocalService, startLocalService } from '../local/start-local-service';
import { LoadRecorder } from '../local/status/load-recorder';
import { Recorder } from '../local/status/recorder';
import { startStatusServer } from '../local/status/status-server';
import type { WrittenService } from '../manifest';
import { packageManagerCommands } from '../render/package-manager-commands';

/** What a local run is of, and what it has for itself. */
export interface Run {
  readonly project: WrittenService;
  readonly directory: RunDirectory;
  readonly data?: DataDirectory;
  readonly interruption: AbortSignal;
}

/**
 * Synthesizes the project where that is asked for, and runs it until it is interrupted.
 *
 * @throws SpillwayError `subprocess-failed`, `unsupported-template`, `missing-package`, `local-run-failed`
 */
export async function serve(request: LocalRequest, run: Run): Promise<void> {
  const { flags, environment } = request;
  const { project, interruption } = run;
  const packages = new ProjectPackages(environment.workingDirectory, commandsOf(project).install);
  const synthesize = async () => (flags.synth ? synthesizeProject(request, packages) : undefined);
  // opened before: what changes during the first synthesis counts
  const watch = flags.watch ? await FolderWatch.open(watchedPlaces(request)) : undefined;
  await synthesize();
  interruption.throwIfAborted();
  const [recorder, load, show] = [new Recorder(), new LoadRecorder(), printer(request)];
  const report: Report = (event) => {
    recorder.record(event);
    load.record(event);
    show(event);
  };
  const service = await startLocalService({ ...settingsOf(request, run), packages, report });
  const reload = async () => withAccount(await service.reloadStack(), request, project);
  const stopFollowing = watch && followChanges({ watch, synthesize, reload, report, interruption });
  try {
    await serveStatus(request, { ...run, service, recorder, load });
  } finally {
    await stopFollowing?.();
    await service.stop();
  }
}

function settingsOf(request: LocalRequest, { project, directory, data }: Run) {
  const { flags, environment } = request;
  const { workingDirectory } = environment;
  const { coldStartMs, port, dynamodb } = flags;
  return {
    project: workingDirectory,
    certificatesCommand: `${commandsOf(project).run} certificates`,
    assemblyDirectory: join(workingDirectory, assemblyName),
    stackName: project.spec.name,
    codeDirectory: join(directory.path, 'code'),
    devicesDirectory: join(directory.path, 'devices'),
    data,
    accountConcurrency: accountConcurrencyOf(request, project),
    coldStartMs,
    port,
    dynamodb,
    downstream: downstreamOf(request, project),
  };
}

function commandsOf({ spec }: WrittenService) {
  return packageManagerCommands(spec.packageManager);
}

function accountConcurrencyOf({ flags }: LocalRequest, { spec }: WrittenService): number {
  return flags.accountConcurrency ?? spec.accountConcurrency;
}

/** The template does not state what the account has: the project does, and a run takes it at its start. */
function withAccount(reloaded: Reloaded, { flags, environment }: LocalRequest, before: WrittenService): Reloaded {
  const read = readService(environment.workingDirectory);
  const isSame = 'problems' in read || read.service.spec.accountConcurrency === before.spec.accountConcurrency;
  const atStart = isSame || flags.accountConcurrency !== undefined ? [] : ['accountConcurrency of .projenrc.ts'];
  return { ...reloaded, atStart: [...reloaded.atStart, ...atStart] };
}

interface Running extends Run {
  readonly service: LocalService;
  readonly recorder: Recorder;
  readonly load: LoadRecorder;
}

async function serveStatus(request: LocalRequest, running: Running): Promise<void> {
  const { flags, environment, terminal } = request;
  const { project, service, recorder, load, directory, data, interruption } = running;
  const status = await startStatusServer(service, recorder, load);
  const statusUrl = `http://127.0.0.1:${status.port}/`;
  directory.writeOutputs(service.name, service.urlOutput ? { [service.urlOutput]: service.url } : {});
  const description = describeRun(service, { project: environment.workingDirectory, statusUrl, directory, data });
  const accountConcurrency = accountConcurrencyOf(request, project);
  directory.writeDescription({ ...description, accountConcurrency } satisfies LocalRunDescription);
  directory.record({ statusUrl });
  if (flags.json) {
    terminal.result(JSON.stringify({ type: 'ready', time: Date.now(), ...description }));
  } else {
    terminal.note(banner(description));
  }
  recorder.start(service);
  load.start(service);
  await untilAborted(interruption);
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

function downstreamOf({ flags, environment }: LocalRequest, { spec }: WrittenService): DownstreamOptions {
  const { downstreamUrl: url, downstreamMs: latencyMs } = flags;
  return { url, latencyMs, apiKey: environment.downstreamApiKey, concurrency: spec.downstreamConcurrency };
}
