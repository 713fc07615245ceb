import { readFileSync } from 'node:fs';
import { confirmOnAws } from './confirm-loadtest';
import { machinesFor, tellArguments } from './distributed-loadtest';
import type { Environment } from './environment';
import { abortOnSignal, InterruptedError } from './interruption';
import { tellLastReport } from './last-loadtest';
import { type LoadtestFlags, loadtestProblems } from './loadtest-flags';
import { summarizeLoadTest } from './loadtest-summary';
import { reportProblems } from './problems';
import { readService } from './read-service';
import type { Terminal } from './terminal';
import { SpillwayError } from '../errors';
import { awsTarget } from '../loadtest/aws/aws-target';
import { closeClients, openClients } from '../loadtest/aws/clients';
import type { Machines } from '../loadtest/engine-arguments';
import { LoadEngine } from '../loadtest/load-engine';
import type { LoadTarget } from '../loadtest/load-target';
import type { LocalRunDescription } from '../loadtest/local-run';
import { localTarget } from '../loadtest/local-target';
import { buildReport, type LoadTestReport } from '../loadtest/report';
import { writeReport } from '../loadtest/report-folder';
import { runLoadTest } from '../loadtest/run-load-test';
import { RunDirectory } from '../local/run-directory';
import type { WrittenService } from '../manifest';
import type { LoadProfile, LoadProfileName } from '../plan/load-profile';
import { loadProfiles } from '../plan/load-profiles';
import { packageManagerCommands } from '../render/package-manager-commands';

export interface LoadtestRequest {
  /** Name of the load test; undefined only where the last report is asked for. */
  readonly name: LoadProfileName | undefined;
  readonly flags: LoadtestFlags;
  readonly environment: Environment;
  readonly terminal: Terminal;
}

const exitCodeForMissedMark = 1;

/**
 * `spillway loadtest`: loads the service of the written project in the working directory and judges what it did.
 *
 * @returns the exit code: 0 where all marks are met, 1 where one is missed, 130 after Ctrl-C
 * @throws SpillwayError `loadtest-failed`, `subprocess-failed`
 */
export async function loadtestCommand(request: LoadtestRequest): Promise<number> {
  const { name, flags, environment, terminal } = request;
  const read = readService(environment.workingDirectory);
  if ('problems' in read) {
    return reportProblems(read.problems, { terminal, asJson: flags.json === true });
  }
  const { service } = read;
  const problems = loadtestProblems(name, flags, service.spec);
  if (problems.length > 0) {
    return reportProblems(problems, { terminal, asJson: flags.json === true });
  }
  if (flags.report) {
    return tellLastReport(service, request);
  }
  const profile = loadProfiles(service.spec, service.plan).find((candidate) => candidate.name === name)!;
  const machines = flags.distributed ? machinesFor(profile, service, flags) : undefined;
  if (machines && flags.dryRun) {
    return tellArguments({ profile, machines }, terminal);
  }
  warnOfFewSenders(profile, machines?.count ?? 1, terminal);
  const isLocal = !machines && flags.target !== 'aws';
  const running = isLocal ? findLocalRun(service) : undefined; // before half a gigabyte is installed for nothing
  const refusal = isLocal ? undefined : await confirmOnAws(request, { profile, service });
  if (refusal !== undefined) {
    return refusal;
  }
  return untilCancelled(terminal, async (signal) => {
    const test = { service, profile, machines, signal };
    await install(request, test);
    return running ? runAgainst(localTarget(service, running), request, test) : runAgainstAws(request, test);
  });
}

function warnOfFewSenders({ name, senders }: LoadProfile, count: number, terminal: Terminal): void {
  if (count < senders) {
    const machines = count === 1 ? 'one machine' : `${count} machines`;
    terminal.note(
      `"${name}" takes ${senders} machines that send, and ${machines} may be too slow: see the mark messages-sent`,
    );
  }
}

interface LoadTest {
  readonly service: WrittenService;
  readonly profile: LoadProfile;
  readonly machines: Machines | undefined;
  readonly signal: AbortSignal;
}

async function install({ terminal }: LoadtestRequest, { service, signal }: LoadTest): Promise<void> {
  const engine = new LoadEngine(service.directory);
  if (!engine.isInstalled) {
    const done = terminal.progress('installing the load engine, half a gigabyte, once');
    await engine.install(service.spec.packageManager, signal).finally(done);
  }
}

async function runAgainstAws(request: LoadtestRequest, test: LoadTest): Promise<number> {
  const { directory: project, spec } = test.service;
  const { profile } = request.flags;
  const clients = openClients({ project, region: spec.region, withIot: spec.api === 'iot', profile });
  try {
    return await runAgainst(await awsTarget(clients, test.service, { profile }), request, test);
  } finally {
    closeClients(clients);
  }
}

async function runAgainst(target: LoadTarget, request: LoadtestRequest, test: LoadTest): Promise<number> {
  const { service, profile, machines, signal } = test;
  let state = '';
  const seconds = profile.phases.reduce((sum, { durationSeconds }) => sum + durationSeconds, 0);
  const done = request.terminal.progress(() => `load test "${profile.name}" of ${seconds} s${state}`);
  const run = await runLoadTest({
    profile,
    target,
    machines,
    engine: new LoadEngine(service.directory),
    signal,
    onProgress: (step, queues) => {
      const waiting = queues.reduce((sum, queue) => sum + queue.waiting + queue.inFlight, 0);
      state = `: ${step}, ${waiting} messages in the queues`;
    },
  }).finally(done);
  return tell(buildReport({ service: service.spec.name, profile, target, run }), request, service);
}

function tell(report: LoadTestReport, { flags, terminal }: LoadtestRequest, service: WrittenService): number {
  const page = writeReport(service.directory, report);
  terminal.result(flags.json ? JSON.stringify(report, undefined, 2) : summarizeLoadTest(report, terminal.style));
  terminal.note(`report: ${page}`);
  return report.passed ? 0 : exitCodeForMissedMark;
}

/** A load test that is cut short has measured nothing. */
async function untilCancelled(terminal: Terminal, work: (signal: AbortSignal) => Promise<number>): Promise<number> {
  try {
    return await abortOnSignal(work);
  } catch (error) {
    if (!(error instanceof InterruptedError)) {
      throw error;
    }
    terminal.note('cancelled, no report was written');
    return error.exitCode;
  }
}

/** @throws SpillwayError `loadtest-failed` where the project does not run */
function findLocalRun({ directory: project, spec }: WrittenService): LocalRunDescription {
  const directory = new RunDirectory(project);
  if (!directory.current()) {
    const { run } = packageManagerCommands(spec.packageManager);
    throw new SpillwayError('loadtest-failed', `this project is not running; start it with "${run} local"`);
  }
  return JSON.parse(readFileSync(directory.descriptionFile, 'utf8')) as LocalRunDescription;
}
