import { existsSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { readAnswers } from './answers-document';
import type { Environment } from './environment';
import { answersFromOptions } from './flags';
import { planReport } from './plan-report';
import { reportProblems } from './problems';
import { readService } from './read-service';
import type { Terminal } from './terminal';
import type { Problem } from '../errors';
import { manifestPath } from '../manifest';
import type { ConcurrencyPlan } from '../plan/concurrency-plan';
import { loadProfiles } from '../plan/load-profiles';
import { planConcurrency } from '../plan/plan-concurrency';
import { isRecord, parseSpec, type ParsedSpec } from '../spec/parse-spec';
import type { Answers, ServiceSpec } from '../spec/service-spec';

export interface PlanRequest {
  /** Directory of a written project; undefined: the working directory, if that is one. */
  readonly directory: string | undefined;
  readonly flags: { readonly answers?: string; readonly json?: boolean } & Readonly<Record<string, unknown>>;
  readonly environment: Environment;
  readonly terminal: Terminal;
}

/** Names a service that has none yet: the plan does not depend on it. */
const unnamed: Answers = { name: 'my-service' };

/**
 * `spillway plan`: the plan of a project, or of answers. Flags override what the project or the document says, so that
 * "what if" needs no edit.
 *
 * @returns the exit code
 */
export function planCommand(request: PlanRequest): number {
  const { flags, terminal } = request;
  const parsed = readSpec(request);
  if ('problems' in parsed) {
    return reportProblems(parsed.problems, { terminal, asJson: flags.json === true });
  }
  const plan = planConcurrency(parsed.spec);
  terminal.result(flags.json ? planDocument(parsed.spec, plan) : planReport(parsed.spec, plan));
  return 0;
}

/** The marks of the load tests are left out: `spillway loadtest` reports them with what it measured. */
function planDocument(spec: ServiceSpec, plan: ConcurrencyPlan): string {
  const tests = loadProfiles(spec, plan).map(({ marks: _marks, ...profile }) => profile);
  return JSON.stringify({ ...plan, loadProfiles: tests }, undefined, 2);
}

function readSpec(request: PlanRequest): ParsedSpec {
  const given = answersFromOptions(request.flags);
  const base = readBase(request, given);
  if ('problems' in base) {
    return base;
  }
  // a document that is no object is refused as the whole that it is
  return parseSpec(isRecord(base.answers) ? { ...unnamed, ...base.answers, ...given } : base.answers);
}

type Base = { readonly answers: unknown } | { readonly problems: readonly Problem[] };

function readBase({ directory, flags, environment }: PlanRequest, given: Answers): Base {
  if (flags.answers !== undefined) {
    return directory === undefined ? readAnswers(flags.answers) : { problems: [twoSources(directory)] };
  }
  const project = resolve(environment.workingDirectory, directory ?? '.');
  if (directory !== undefined || existsSync(join(project, manifestPath))) {
    const read = readService(project);
    return 'problems' in read ? read : { answers: read.service.spec };
  }
  return Object.keys(given).length > 0 ? { answers: {} } : { problems: [nothingToPlan] };
}

const nothingToPlan: Problem = {
  code: 'missing-answer',
  path: 'a project or flags',
  message: 'nothing says what to plan: the working directory holds no project of Spillway',
  hint: 'give the directory of a project, flags such as --concurrency-budget 100, or --answers <file>',
};

function twoSources(directory: string): Problem {
  return {
    code: 'incompatible-choice',
    path: '--answers',
    message: `the directory ${JSON.stringify(directory)} has answers of its own`,
    hint: 'leave one of the two out; flags override either',
  };
}
