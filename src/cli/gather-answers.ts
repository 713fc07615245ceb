import { basename, resolve } from 'node:path';
import { readAnswers } from './answers-document';
import { checkDestination } from './destination';
import type { Environment } from './environment';
import { answersFromOptions, type NewFlags } from './flags';
import type { Terminal } from './terminal';
import type { Problem } from '../errors';
import { checkAnswers, isRecord, parseSpec } from '../spec/parse-spec';
import { serviceFields, type Answers } from '../spec/service-spec';

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

/** What was said, and everything that is wrong with it as far as it goes. */
export interface Gathered {
  readonly answers: Answers;
  readonly problems: readonly Problem[];
}

/** The answers of the flags and of the document that they name. Where nobody can be asked, they are all there will be. */
export function gatherAnswers(request: NewRequest): Gathered {
  const { flags } = request;
  const document = flags.answers === undefined ? { answers: {} } : readAnswers(flags.answers);
  const fromFlags = answersFromOptions(flags);
  if ('problems' in document || !isRecord(document.answers)) {
    const parsed = 'problems' in document ? document : parseSpec(document.answers);
    const unreadable = 'problems' in parsed ? parsed.problems : [];
    // what the document would have answered is neither missing nor to be compared with defaults
    const others = [...checkAnswers({ ...fromFlags }).problems, ...destinationProblems(request, fromFlags)];
    return { answers: fromFlags, problems: [...unreadable, ...others] };
  }
  const answers: Answers = { ...document.answers, ...fromFlags };
  if (mayAsk(request)) {
    const named = request.directory === undefined ? [] : destinationProblems(request, answers);
    return { answers, problems: [...checkAnswers({ ...answers }).problems, ...named] };
  }
  return { answers, problems: finalProblems(request, answers) };
}

/** With nobody to ask, defaults are answers too: what does not go with them is said in the same breath. */
function finalProblems(request: NewRequest, given: Answers): Problem[] {
  const missing = missingAnswers(request, given);
  const answers = { ...surroundingAnswers(request), ...given };
  const parsed = parseSpec(answers);
  const wrong = 'problems' in parsed ? parsed.problems : [];
  return [
    ...wrong.filter(({ code }) => code !== 'missing-answer'), // the name; its flag is among the missing
    ...destinationProblems(request, answers),
    ...missing,
  ];
}

export function mayAsk({ flags, environment }: NewRequest): boolean {
  return environment.hasTerminal && !environment.neverAsk && !flags.yes && flags.answers !== '-';
}

/** Without a terminal, what cannot be asked must be said: a guess would write a project that nobody wanted. */
function missingAnswers({ directory, flags, environment }: NewRequest, answers: Answers): Problem[] {
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
export function surroundingAnswers({ directory, environment }: NewRequest): Answers {
  return {
    ...(directory !== undefined && { name: basename(resolve(environment.workingDirectory, directory)) }),
    ...(environment.packageManager && { packageManager: environment.packageManager }),
  };
}

/** Undefined as long as neither a directory nor a valid name says where. */
export function destinationOf({ directory, environment }: NewRequest, { name }: Answers): string | undefined {
  const where = directory ?? (serviceFields.name.schema.safeParse(name).success ? String(name) : undefined);
  return where === undefined ? undefined : resolve(environment.workingDirectory, where);
}

/** Why the project cannot be written where these answers put it. */
export function destinationProblems(request: NewRequest, answers: Answers): readonly Problem[] {
  const destination = destinationOf(request, answers);
  const problems = destination === undefined ? [] : checkDestination(destination);
  return request.directory === undefined
    ? problems.map((problem) => ({ ...problem, hint: 'give another name, or the path of a new or empty directory' }))
    : problems;
}
