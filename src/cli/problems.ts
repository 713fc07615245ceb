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
