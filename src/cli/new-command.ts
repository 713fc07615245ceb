import { relative } from 'node:path';
import type { Problem } from '../errors';
import { initializeGit, install, nextSteps } from './after-writing';
import { converse } from './conversation';
import {
  destinationOf,
  destinationProblems,
  gatherAnswers,
  mayAsk,
  surroundingAnswers,
  type NewRequest,
} from './gather-answers';
import { untilInterrupted, type InterruptedError } from './interruption';
import { listWritten, type NewReport } from './new-report';
import { summarizePlan } from './plan-summary';
import { reportProblems } from './problems';
import { shellQuote } from './shell-quote';
import { stageFor, stageNowhere, type Stage } from './staging';
import type { ConcurrencyPlan } from '../plan/concurrency-plan';
import { planConcurrency } from '../plan/plan-concurrency';
import { parseSpec } from '../spec/parse-spec';
import type { Answers, ServiceSpec } from '../spec/service-spec';

export type { NewRequest } from './gather-answers';

/**
 * `spillway new`: answers become a spec, the spec a plan, the plan a project.
 *
 * @returns the exit code
 */
export async function newCommand(request: NewRequest): Promise<number> {
  const { answers: given, problems } = gatherAnswers(request);
  if (problems.length > 0) {
    return refuse(request, problems);
  }
  const fallbacks = surroundingAnswers(request);
  const { terminal } = request;
  const checkPlace = (answers: Answers) => destinationProblems(request, answers);
  const answers = mayAsk(request)
    ? await converse({ given, fallbacks, terminal, checkPlace })
    : { ...fallbacks, ...given };
  const parsed = parseSpec(answers);
  const directory = destinationOf(request, answers);
  if ('problems' in parsed || directory === undefined) {
    return refuse(request, 'problems' in parsed ? parsed.problems : []);
  }
  const place = checkPlace(answers); // a conversation takes time, in which others may have written
  return place.length > 0 ? refuse(request, place) : write(request, parsed.spec, directory);
}

function refuse({ flags, terminal }: NewRequest, problems: readonly Problem[]): number {
  return reportProblems(problems, { terminal, asJson: flags.json === true });
}

async function write(request: NewRequest, spec: ServiceSpec, directory: string): Promise<number> {
  const { flags, environment, terminal } = request;
  const { writeService } = await import('../projen/create-service.js');
  const plan = planConcurrency(spec);
  const stage = flags.dryRun ? stageNowhere() : stageFor(directory);
  const { result: files, interruption } = await untilInterrupted(stage.discard, async (throwIfInterrupted) => {
    writeService(spec, { outdir: stage.directory, spillwayVersion: request.spillwayVersion });
    await throwIfInterrupted();
    return commit(stage);
  });
  const shown = relative(environment.workingDirectory, directory) || '.';
  if (interruption) {
    return stop(request, interruption, shown);
  }
  const warnings = warningsOf(plan);
  warnings.forEach((warning) => terminal.warn(warning));
  if (!mayAsk(request)) {
    terminal.note(`${summarizePlan(plan)}\n`); // in a conversation, the user has just seen it
  }
  terminal.note(`${flags.dryRun ? 'would write' : 'wrote'} ${files.length} files to ${shellQuote(shown)}`);
  const troubles = flags.dryRun ? [] : await finish(request, spec, directory);
  const report: NewReport = { directory, spec, plan, files, warnings: [...warnings, ...troubles] };
  if (flags.json) {
    terminal.result(JSON.stringify(report, undefined, 2));
  } else if (flags.dryRun) {
    terminal.result(files.map(({ path, ownership }) => `${ownership.padEnd(7)} ${path}`).join('\n'));
  } else {
    terminal.note(nextSteps(shown, spec, flags.install && troubles.length === 0));
  }
  return 0;
}

/** The signal came too late to write nothing; nothing more is done. */
function stop({ flags, terminal }: NewRequest, interruption: InterruptedError, shown: string): number {
  if (flags.dryRun) {
    throw interruption;
  }
  terminal.note(`cancelled; the project stands in ${shellQuote(shown)}, not installed and without a commit`);
  return interruption.exitCode;
}

function warningsOf({ findings }: ConcurrencyPlan): string[] {
  return findings.filter(({ severity }) => severity !== 'info').map(({ message, hint }) => `${message}; ${hint}`);
}

function commit(stage: Stage): NewReport['files'] {
  const files = listWritten(stage.directory);
  stage.commit();
  return files;
}

/** Installs and makes the first commit; what fails becomes a warning, because the project stands already. */
async function finish({ flags, terminal }: NewRequest, spec: ServiceSpec, directory: string): Promise<string[]> {
  const troubles = [
    flags.install ? await install(directory, spec, terminal) : undefined,
    flags.git ? initializeGit(directory, spec) : undefined,
  ].filter((trouble) => trouble !== undefined);
  for (const trouble of troubles) {
    terminal.warn(trouble);
  }
  return troubles;
}
