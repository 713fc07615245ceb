import type { Problem } from '../errors';
import type { Environment } from './environment';
import { ledgerArguments, type LedgerFlags } from './ledger-arguments';
import { ledgerMarkdown } from './ledger-markdown';
import { ledgerTable } from './ledger-table';
import { exitCodeForProblems, reportProblems } from './problems';
import type { Terminal } from './terminal';
import { findProjects } from '../ledger/find-projects';
import { fits, ledgerOf, type LedgerGroup } from '../ledger/ledger';
import { readManifests, type ProjectDirectory } from '../ledger/read-manifests';
import { manifestPath } from '../manifest';
import { quotePath } from '../spec/quote';

export interface LedgerRequest {
  readonly directories: readonly string[];
  readonly flags: LedgerFlags;
  readonly environment: Pick<Environment, 'workingDirectory'>;
  readonly terminal: Terminal;
  /** What counts as this program's version: manifests of later ones are refused. */
  readonly spillwayVersion: string;
}

/** What `spillway ledger --json` prints. */
export interface LedgerReport {
  /** Whether every account can hold what its services reserve. */
  readonly fits: boolean;
  readonly groups: readonly LedgerGroup[];
  /** What lies among the projects and is none. */
  readonly skipped: readonly string[];
}

/**
 * `spillway ledger`: what many services reserve together, per account and Region.
 *
 * @returns the exit code: 2 when the sum cannot fit, or when something that should be counted cannot be
 */
export function ledgerCommand(request: LedgerRequest): number {
  const { directories, flags, environment, terminal, spillwayVersion } = request;
  const { workingDirectory } = environment;
  const { paths, overrides, problems: mistyped } = ledgerArguments(directories, flags);
  const { projects, unmatched } = findProjects(paths, workingDirectory);
  const read = readManifests(projects, { workingDirectory, spillwayVersion });
  // a shell expands services/* to whatever lies there, so it is only wrong where nothing else is a project
  const accounts = new Set(read.entries.map(({ account }) => account));
  const skipped = read.withoutManifest.filter(({ account }) => accounts.has(account));
  const noProject = read.withoutManifest.filter(({ account }) => !accounts.has(account));
  const problems = [
    ...mistyped,
    ...unmatched.map((path) => notAProject(path, 'matches nothing')),
    ...read.missing.map((path) => notAProject(path, 'does not exist')),
    ...noProject.map((path) => notAProject(path, `has no ${manifestPath}`)),
    ...read.problems,
  ];
  if (problems.length > 0) {
    return reportProblems(problems, { terminal, asJson: flags.json === true });
  }
  return report(request, { groups: ledgerOf(read.entries, overrides), skipped: skipped.map((path) => path.directory) });
}

function report({ flags, terminal }: LedgerRequest, { groups, skipped }: Omit<LedgerReport, 'fits'>): number {
  if (skipped.length > 0) {
    terminal.note(`skipped what is no Spillway project: ${skipped.map(quotePath).join(', ')}`);
  }
  for (const group of groups) {
    for (const { severity, message, hint } of group.findings) {
      const place = group.account === undefined ? group.region : `${group.account}, ${group.region}`;
      terminal[severity === 'error' ? 'error' : 'warn'](`${place}: ${message}; ${hint}`);
    }
  }
  const ledger: LedgerReport = { fits: fits(groups), groups, skipped };
  if (flags.json) {
    terminal.result(JSON.stringify(ledger, undefined, 2));
  } else {
    terminal.result(flags.markdown ? ledgerMarkdown(groups) : ledgerTable(groups));
  }
  return ledger.fits ? 0 : exitCodeForProblems;
}

function notAProject({ directory }: ProjectDirectory, message: string): Problem {
  return {
    code: 'not-a-project',
    path: quotePath(directory),
    message,
    hint: 'give directories that spillway has written, or a pattern with * that matches some',
  };
}
