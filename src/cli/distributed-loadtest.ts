import type { LoadtestRequest } from './loadtest-command';
import { shellQuote } from './shell-quote';
import type { Terminal } from './terminal';
import {
  assertRunnable,
  engineArguments,
  type EngineRun,
  type Machines,
  variablesFile,
} from '../loadtest/engine-arguments';
import { loadTestFolder } from '../loadtest/load-engine';
import type { WrittenService } from '../manifest';
import type { LoadProfile } from '../plan/load-profile';

/**
 * The machines that send a load test, as many as the plan says or the user.
 *
 * @throws SpillwayError `loadtest-failed` where machines of that kind cannot run the profile
 */
export function machinesFor(
  profile: LoadProfile,
  { spec }: WrittenService,
  { on = 'fargate', count = profile.senders }: LoadtestRequest['flags'],
): Machines {
  const machines = { on, count, region: spec.region };
  assertRunnable(profile, machines);
  return machines;
}

/** Prints what the load engine would be called with. */
export function tellArguments(run: Omit<EngineRun, 'outputFile'>, terminal: Terminal): number {
  const args = engineArguments({ ...run, outputFile: 'engine.json' });
  terminal.note(`in ${loadTestFolder}, with the variables of docs/LOAD-CALLERS.md in ${variablesFile}:`);
  terminal.result(['npx artillery', ...args.map((arg) => (arg.startsWith('-') ? arg : shellQuote(arg)))].join(' '));
  return 0;
}
