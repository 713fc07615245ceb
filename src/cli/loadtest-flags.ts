import type { Problem } from '../errors';
import type { Machines } from '../loadtest/engine-arguments';
import type { LoadTarget } from '../loadtest/load-target';
import { type LoadProfileName, loadProfileNames } from '../plan/load-profile';
import type { ServiceSpec } from '../spec/service-spec';

export interface LoadtestFlags {
  /** Default: the deployed stack with `distributed`, otherwise the local run. */
  readonly target?: LoadTarget['kind'];
  readonly report?: boolean;
  readonly json?: boolean;
  readonly yes?: boolean;
  readonly profile?: string;
  readonly distributed?: boolean;
  /** Default: Fargate. */
  readonly on?: Machines['on'];
  /** Default: as many as the plan says. */
  readonly count?: number;
  readonly dryRun?: boolean;
}

/** What was asked for that cannot be, or would silently be something else: above all, a dry run that sends. */
export function loadtestProblems(
  name: LoadProfileName | undefined,
  flags: LoadtestFlags,
  { api, auth }: Pick<ServiceSpec, 'api' | 'auth'>,
): Problem[] {
  const { target, report, distributed, on, count, dryRun } = flags;
  const ofMachines = { '--on': on, '--count': count, '--dry-run': dryRun };
  const given = Object.entries(ofMachines).filter(([, value]) => value !== undefined);
  return [
    ...(report || name !== undefined ? [] : [unnamed]),
    ...(report && name !== undefined ? [reportOf(name)] : []),
    ...(distributed && target === 'local' ? [unreachable] : []),
    ...(distributed && api === 'iot' && auth === 'x509' ? [sameDevices] : []),
    ...(distributed ? [] : given.map(([flag]) => withoutMachines(flag))),
  ];
}

const unnamed: Problem = {
  code: 'missing-answer',
  path: 'load test',
  message: 'not named',
  hint: `give one of: ${loadProfileNames.join(', ')}`,
};

function reportOf(name: LoadProfileName): Problem {
  const message = `would not run "${name}": it shows the report of the last load test`;
  return { code: 'invalid-value', path: '--report', message, hint: 'leave one of the two out' };
}

const unreachable: Problem = {
  code: 'invalid-value',
  path: '--target',
  message: 'is local, which machines elsewhere cannot reach',
  hint: 'leave it or "--distributed" out',
};

const sameDevices: Problem = {
  code: 'invalid-value',
  path: '--distributed',
  message: 'would give every machine the same devices, and two connections of one device throw each other out',
  hint: 'leave it out, and send from a machine with more cores',
};

function withoutMachines(path: string): Problem {
  return { code: 'invalid-value', path, message: 'is about machines elsewhere', hint: 'add "--distributed"' };
}
