import { fromText } from './flags';
import type { Problem } from '../errors';
import type { QuotaOverrides } from '../ledger/ledger';
import type { ProjectDirectory } from '../ledger/read-manifests';
import { rangeOf } from '../spec/field';
import { quote } from '../spec/quote';
import { serviceFields } from '../spec/service-spec';

/** Flags of `ledger`, as they were typed. */
export interface LedgerFlags {
  /** Each `<name>=<directory>`. */
  readonly account?: readonly string[];
  readonly accountConcurrency?: string;
  readonly unreservedFloor?: string;
  readonly json?: boolean;
  readonly markdown?: boolean;
}

/** What arguments and flags say, and everything that is wrong with them. */
export interface LedgerArguments {
  readonly paths: readonly ProjectDirectory[];
  readonly overrides: QuotaOverrides;
  readonly problems: readonly Problem[];
}

/** Reads what was typed. Directories that no `--account` names share one account, which needs no name. */
export function ledgerArguments(directories: readonly string[], flags: LedgerFlags): LedgerArguments {
  const inAccounts = (flags.account ?? []).map(directoryInAccount);
  const paths = [
    ...directories.map((directory) => ({ directory })),
    ...inAccounts.filter((path): path is ProjectDirectory => !('code' in path)),
  ];
  const overrides: Record<string, number> = {};
  const problems = inAccounts.filter((path): path is Problem => 'code' in path);
  for (const name of ['accountConcurrency', 'unreservedFloor'] as const) {
    const value = fromText(name, flags[name]);
    const parsed = serviceFields[name].schema.safeParse(value);
    if (value !== undefined && parsed.success) {
      overrides[name] = parsed.data;
    } else if (value !== undefined) {
      problems.push(outOfRange(name, value));
    }
  }
  return {
    paths,
    overrides,
    problems: directories.length + inAccounts.length > 0 ? problems : [nothingGiven, ...problems],
  };
}

const nothingGiven: Problem = {
  code: 'missing-answer',
  path: 'directories',
  message: 'no directory is given',
  hint: 'give the projects to sum, such as services/*, or --account <name>=<directory>',
};

function directoryInAccount(text: string): ProjectDirectory | Problem {
  const [, account, directory] = /^([A-Za-z0-9][\w.-]{0,63})=(.+)$/s.exec(text) ?? [];
  return account !== undefined && directory !== undefined
    ? { account, directory }
    : {
        code: 'invalid-value',
        path: '--account',
        message: `${quote(text)} is not <name>=<directory>`,
        hint: 'give an id or a name of up to 64 letters, digits, "_", "." and "-", and a directory or pattern: 111122223333=services/*',
      };
}

function outOfRange(name: 'accountConcurrency' | 'unreservedFloor', value: unknown): Problem {
  const { minimum, maximum } = rangeOf(serviceFields[name])!;
  return {
    code: 'invalid-value',
    path: `--${serviceFields[name].flag}`,
    message: `${quote(value)} is not valid`,
    hint: `give a whole number from ${minimum} to ${maximum}`,
  };
}
