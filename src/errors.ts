/** Everything that can be wrong with answers or break while a project is written; one line each, so that nothing is named twice. */
export const PROBLEM_CODES = {
  'unknown-field': 'an answer whose name is not in the list of fields',
  'missing-answer': 'a required answer that was not given and cannot be asked for',
  'invalid-value': 'an answer of the wrong type, out of its range or not of its form',
  'invalid-json': 'an answers document that is not JSON',
  'unreadable-answers': 'an answers document that cannot be read',
  'incompatible-choice': 'two answers that AWS cannot combine',
  'duplicate-worker': 'two workers that would share a name',
  'budget-over-quota': 'a concurrency budget above the account quota',
  'reservation-over-pool': 'a reservation that would leave less than the unreserved floor',
  'budget-too-small': 'fewer than two units of concurrency for a worker',
  'downstream-too-small': 'a downstream limit below two calls for each worker',
  'batch-needs-window': 'a batch of more than 10 messages without a batching window',
  'batch-too-long': 'a batch that cannot finish within the longest function timeout',
  'not-a-project': 'a directory that should hold a written project and does not',
  'invalid-manifest': 'a manifest that is not JSON or lacks what every manifest says',
  'newer-manifest': 'a manifest of a later Spillway, whose numbers may mean something else',
  'unreadable-manifest': 'a manifest that the disk does not give',
  'directory-not-empty': 'a destination that already holds files',
  'directory-unusable': 'a destination that cannot be created or written',
  'increase-too-small': 'a requested quota that is not above the one the account has',
  'missing-confirmation': 'something that needs a yes, and nobody to give it',
  'sdk-missing': 'a client of the AWS SDK that the written project does not have installed',
  'account-unreadable': 'an AWS account that did not answer, or not with what is needed',
  'broken-template': 'a template that does not fit its view',
  'path-collision': 'two layers that emit the same path',
  'packing-failed': 'the generator could not pack itself for the written project',
  'missing-package': 'a package of the written project that is not installed',
  'unsupported-template': 'a synthesized app of which something cannot run locally',
  'local-run-failed': 'a part of a local run that cannot be started or does not answer',
  'data-directory-unusable': 'a directory for the data of local runs that belongs to something else',
  'loadtest-failed': 'a load test that cannot be run, or does not tell what it measured',
  'subprocess-failed': 'a program that was started ended with an error',
} as const;

export type ProblemCode = keyof typeof PROBLEM_CODES;

/** A user's mistake, as a value: collected and reported together, never thrown one at a time. */
export interface Problem {
  readonly code: ProblemCode;
  /** The answer it concerns, such as `concurrencyBudget` or `workers[1]`. */
  readonly path: string;
  /** Lower-case, with the wrong value in it. */
  readonly message: string;
  /** What to change. */
  readonly hint: string;
}

/** A broken invariant or a failed operation. A user's mistake is a {@link Problem} instead. */
export class SpillwayError extends Error {
  constructor(
    readonly code: ProblemCode,
    message: string,
    options?: { readonly cause?: unknown },
  ) {
    super(message, options);
    this.name = 'SpillwayError';
  }
}

/** Problems on their way to whoever can show them: thrown only where no caller can take a value (projen's constructors). */
export class InvalidAnswersError extends SpillwayError {
  constructor(readonly problems: readonly Problem[]) {
    super(problems[0]?.code ?? 'invalid-value', problems.map(describeProblem).join('\n'));
    this.name = 'InvalidAnswersError';
    // uncaught, it ends `npx projen`: whoever reads that has to mend an answer, not to follow our calls
    this.stack = `${this.name}: ${this.message}`;
    Object.defineProperty(this, 'problems', { enumerable: false });
    Object.defineProperty(this, 'code', { enumerable: false });
  }
}

/** One line for a person: what is wrong and what to do. */
export function describeProblem(problem: Problem): string {
  return `${problem.path}: ${problem.message}; ${problem.hint}`;
}
