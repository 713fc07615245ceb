import { basename, relative, resolve } from 'node:path';
import type { Problem } from '../errors';
import { initializeGit, install, nextSteps } from './after-writing';
import { readAnswers } from './answers-document';
import { converse } from './conversation';
import { checkDestination } from './destination';
import type { Environment } from './environment';
import { answersFromOptions, type NewFlags } from './flags';
import { untilInterrupted } from './interruption';
import { listWritten, type NewReport } from './new-report';
import { summarizePlan } from './plan-summary';
import { reportProblems } from './problems';
import { stageFor, stageNowhere, type Stage } from './staging';
import type { Terminal } from './terminal';
import { planConcurrency } from '../plan/plan-concurrency';
import { checkAnswers, parseSpec } from '../spec/parse-spec';
import { serviceFields, type Answers, type ServiceSpec } from '../spec/service-spec';

export interface NewRequest {
  /** As the user gave it; undefined: a new one with the service's name. */
  readonly directory: string | undefined;
  readonly flags: NewFlags & Readonly<Record<string, unknown>>;
  readonly environment: Environment;
  readonly terminal: Terminal;
  /** What the project depends on; absent: this build, by range or tarball. */
  readonly spillwayVersion?: string;
}

/** Flags that must be given where nobody can be asked. */
const requiredFields = ['api', 'auth'] as const;

/**
 * `spillway new`: answers become a spec, the spec a plan, the plan a project.
 *
 * @returns the exit code
 */
export async function newCommand(request: NewRequest): Promise<number> {
  const gathered = gatherAnswers(request);
  if ('problems' in gathered) {
    return refuse(request, gathered.problems);
  }
  const fallbacks = surroundingAnswers(request);
  const answers = mayAsk(request)
    ? await converse({ given: gathered.answers, fallbacks, terminal: request.terminal })
    : { ...fallbacks, ...gathered.answers };
  const parsed = parseSpec(answers);
  const directory = destinationOf(request, answers);
  const problems = [...('problems' in parsed ? parsed.problems : []), ...checkDestination(directory)];
  if ('problems' in parsed || problems.length > 0) {
    return refuse(request, problems);
  }
  return write(request, parsed.spec, directory);
}

/** The answers of the flags and of the document that they name, checked as far as they go. */
function gatherAnswers(request: NewRequest) {
  const { directory, flags, environment } = request;
  const document = flags.answers === undefined ? { answers: {} } : readAnswers(flags.answers);
  if ('problems' in document) {
    return document;
  }
  const isObject =
    typeof document.answers === 'object' && document.answers !== null && !Array.isArray(document.answers);
  if (!isObject) {
    return parseSpec(document.answers) as { problems: readonly Problem[] };
  }
  const answers: Answers = { ...document.answers, ...answersFromOptions(flags) };
  const problems = [
    ...checkAnswers({ ...answers }).problems,
    ...(directory === undefined ? [] : checkDestination(resolve(environment.workingDirectory, directory))),
    ...missingFlags(request, answers),
  ];
  return problems.length > 0 ? { problems } : { answers };
}

function mayAsk({ flags, environment }: NewRequest): boolean {
  return environment.hasTerminal && !environment.neverAsk && !flags.yes && flags.answers !== '-';
}

/** Without a terminal, what cannot be asked must be said: a guess would write a project that nobody wanted. */
function missingFlags(request: NewRequest, answers: Answers): Problem[] {
  if (mayAsk(request)) {
    return [];
  }
  const { directory, flags, environment } = request;
  const takesDefaults = flags.yes || environment.neverAsk || flags.answers !== undefined;
  const missing = takesDefaults
    ? []
    : requiredFields.filter((name) => answers[name] === undefined).map((name) => `--${serviceFields[name].flag}`);
  const nameless = directory === undefined && answers.name === undefined ? ['a directory or --name'] : [];
  return [...missing, ...nameless].map((what) => ({
    code: 'missing-answer',
    path: what,
    message: 'not given, and there is no terminal to ask at',
    hint: takesDefaults ? 'give it' : 'give it, or --yes to take the defaults, or --answers <file>',
  }));
}

/** Answers that the surroundings suggest and that anything said overrides. */
function surroundingAnswers({ directory, environment }: NewRequest): Answers {
  return {
    ...(directory !== undefined && { name: basename(resolve(environment.workingDirectory, directory)) }),
    ...(environment.packageManager && { packageManager: environment.packageManager }),
  };
}

function destinationOf({ directory, environment }: NewRequest, answers: Answers): string {
  return resolve(environment.workingDirectory, directory ?? String(answers.name));
}

function refuse({ flags, terminal }: NewRequest, problems: readonly Problem[]): number {
  return reportProblems(problems, { terminal, asJson: flags.json === true });
}

async function write(request: NewRequest, spec: ServiceSpec, directory: string): Promise<number> {
  const { flags, environment, terminal } = request;
  const { writeService } = await import('../projen/create-service.js');
  const plan = planConcurrency(spec);
  const stage = flags.dryRun ? stageNowhere() : stageFor(directory);
  const files = await untilInterrupted(stage.discard, async (throwIfInterrupted) => {
    writeService(spec, { outdir: stage.directory, spillwayVersion: request.spillwayVersion });
    await throwIfInterrupted();
    return commit(stage);
  });
  const warnings = plan.findings
    .filter(({ severity }) => severity !== 'info')
    .map(({ message, hint }) => `${message}; ${hint}`);
  for (const warning of warnings) {
    terminal.warn(warning);
  }
  if (!mayAsk(request)) {
    terminal.note(`${summarizePlan(plan)}\n`); // in a conversation, the user has just seen it
  }
  const shown = relative(environment.workingDirectory, directory) || '.';
  terminal.note(`${flags.dryRun ? 'would write' : 'wrote'} ${files.length} files to ${shown}`);
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
