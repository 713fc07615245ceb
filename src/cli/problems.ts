import { describeProblem, type Problem } from '../errors';
import type { Terminal } from './terminal';

/** Wrong or missing answers, or a plan that cannot be. */
export const exitCodeForProblems = 2;

/**
 * Says every problem at once.
 *
 * @returns the exit code for problems
 */
export function reportProblems(
  problems: readonly Problem[],
  { terminal, asJson }: { terminal: Terminal; asJson: boolean },
): number {
  const unique = [...new Map(problems.map((problem) => [describeProblem(problem), problem])).values()];
  for (const problem of unique) {
    terminal.error(describeProblem(problem));
  }
  if (asJson) {
    terminal.result(JSON.stringify({ problems: unique }, undefined, 2));
  }
  return exitCodeForProblems;
}

/** What an error says, and what each of the errors behind it adds. */
export function describeError(error: Error): string {
  const { message, cause } = error;
  if (!(cause instanceof Error)) {
    return message;
  }
  const reason = describeError(cause);
  return message.includes(reason) ? message : `${message}\n  because ${reason}`;
}
