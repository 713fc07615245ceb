import { exitCodeForCancellation } from './interruption';
import type { LoadtestRequest } from './loadtest-command';
import { reportProblems } from './problems';
import type { Problem } from '../errors';
import { billedQuantities } from '../loadtest/billed-quantities';
import type { WrittenService } from '../manifest';
import type { LoadProfile, LoadProfileName } from '../plan/load-profile';

/** Those that go beyond what the budget sustains on purpose, or last. */
const askedBefore: ReadonlySet<LoadProfileName> = new Set(['burst', 'soak']);

/**
 * Says what a load test of a deployed service is billed for, and asks before one that costs or hurts.
 *
 * @returns the exit code where it must not go on
 */
export async function confirmOnAws(
  { flags, environment, terminal }: LoadtestRequest,
  { profile, service }: { readonly profile: LoadProfile; readonly service: WrittenService },
): Promise<number | undefined> {
  const { spec, plan } = service;
  terminal.note(`load test "${profile.name}" of ${spec.name} in ${spec.region} is billed for about`);
  for (const { what, count, prices } of billedQuantities(spec, plan, profile.prediction)) {
    terminal.note(`  ${count.toLocaleString('en')} ${what} (${prices})`);
  }
  terminal.note('prices differ by Region and change, so this is no sum; logs, traces and metrics come on top');
  if (flags.yes || !askedBefore.has(profile.name)) {
    return undefined;
  }
  if (!environment.hasTerminal || environment.neverAsk) {
    return reportProblems([nobodyToAsk], { terminal, asJson: flags.json === true });
  }
  const { askConfirmation } = await import('./prompts.js');
  const goesOn = await askConfirmation(`Load ${spec.name} in ${spec.region} with "${profile.name}"?`);
  return goesOn ? undefined : exitCodeForCancellation;
}

const nobodyToAsk: Problem = {
  code: 'missing-confirmation',
  path: '--yes',
  message: 'not given, and there is no terminal to ask for a confirmation at',
  hint: 'give it to run this load test against AWS',
};
