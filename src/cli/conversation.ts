import { describeProblem, type Problem } from '../errors';
import { summarizeFiles } from './file-summary';
import { summarizePlan } from './plan-summary';
import type { Terminal } from './terminal';
import { planConcurrency } from '../plan/plan-concurrency';
import { parseSpec } from '../spec/parse-spec';
import type { Answers, ServiceSpec } from '../spec/service-spec';

export interface Conversation {
  readonly given: Answers;
  readonly fallbacks: Answers;
  readonly terminal: Terminal;
  /** Why the project cannot be written where the answers put it: the name may be the directory's. */
  readonly checkPlace: (answers: Answers) => readonly Problem[];
}

/** A name to start from when neither a directory nor a flag gives one. */
const suggestedName = 'my-service';

/**
 * Asks what is open, shows the plan and the files, and lets the user go back until they say to write.
 *
 * @throws CancelledError when the user cancels
 */
export async function converse({ given, fallbacks, terminal, checkPlace }: Conversation): Promise<Answers> {
  const { askAgain, askOpenQuestions, askVerdict, CancelledError } = await import('./prompts.js');
  let answers: Answers = await askOpenQuestions(given, { name: suggestedName, ...fallbacks });
  for (;;) {
    const completed = { ...fallbacks, ...answers };
    const parsed = parseSpec(completed);
    const problems = [...('problems' in parsed ? parsed.problems : []), ...checkPlace(completed)];
    problems.forEach((problem) => terminal.error(describeProblem(problem)));
    if ('spec' in parsed) {
      await preview(parsed.spec, terminal);
    }
    const verdict = await askVerdict(problems.length);
    if (verdict === 'cancel') {
      throw new CancelledError();
    }
    if (verdict === 'write') {
      return completed;
    }
    answers = await askAgain(completed);
  }
}

async function preview(spec: ServiceSpec, terminal: Terminal): Promise<void> {
  const { pathsOf } = await import('../projen/create-service.js');
  const plan = planConcurrency(spec);
  terminal.note(`\n${summarizeFiles(pathsOf(spec))}`);
  terminal.note(`\n${summarizePlan(plan)}`);
  plan.findings.forEach(({ severity, message, hint }) => terminal.note(`  ${severity}: ${message}; ${hint}`));
  terminal.note('');
}
