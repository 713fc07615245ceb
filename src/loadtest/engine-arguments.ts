import { enginePhase } from './engine-phases';
import { SpillwayError } from '../errors';
import type { LoadProfile } from '../plan/load-profile';
import { lambdaQuotas } from '../spec/aws-quotas';

/** Where the load comes from, if not from this machine: machines of the user's account. */
export interface Machines {
  readonly on: 'fargate' | 'lambda';
  readonly count: number;
  readonly region: string;
}

export interface EngineRun {
  readonly profile: Pick<LoadProfile, 'name' | 'phases'>;
  /** Where the engine writes what it counted. */
  readonly outputFile: string;
  readonly machines?: Machines;
}

/** Holds the variables of the hooks, beside the scenario: machines elsewhere have no environment of this one. */
export const variablesFile = '.env.loadtest';

const scenario = 'scenario.yml';

/** What Artillery is called with, in the folder of the load test. */
export function engineArguments({ profile, outputFile, machines }: EngineRun): string[] {
  const common = ['--quiet', '--environment', profile.name, '--output', outputFile];
  if (!machines) {
    return ['run', ...common, scenario];
  }
  const { on, count, region } = machines;
  const phases = profile.phases.map((phase) => enginePhase(phase, count)); // each machine runs the whole scenario
  const shared = [
    ...['--count', String(count), '--region', region, '--dotenv', variablesFile],
    ...['--overrides', JSON.stringify({ config: { phases } })],
  ];
  return on === 'fargate'
    ? ['run-fargate', ...common, ...shared, '--packages', 'package.json', scenario]
    : ['run-lambda', ...common, ...shared, scenario];
}

/** @throws SpillwayError `loadtest-failed` where machines of that kind cannot run the profile */
export function assertRunnable({ name, phases }: Pick<LoadProfile, 'name' | 'phases'>, { on }: Machines): void {
  const seconds = phases.reduce((sum, { durationSeconds }) => sum + durationSeconds, 0);
  const longest = lambdaQuotas.functionTimeout.value;
  if (on === 'lambda' && seconds >= longest) {
    throw new SpillwayError(
      'loadtest-failed',
      `"${name}" lasts ${seconds} s, and a function at most ${longest}; run it with "--on fargate"`,
    );
  }
}
