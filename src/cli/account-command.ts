import { resolve } from 'node:path';
import type { Command } from 'commander';
import { summarizeAccount } from './account-summary';
import { readEnvironment, type Environment } from './environment';
import { increaseQuota } from './increase-quota';
import { exitCodeForProblems, reportProblems } from './problems';
import type { Terminal } from './terminal';
import { reportAccount, type AccountReport } from '../account/account-report';
import { increaseActions, optionalActions, requiredAction } from '../account/actions';
import { readAccount } from '../account/read-account';
import type { WrittenService } from '../manifest';
import { readService } from './read-service';
import { closeClients, openClients, type AccountClients } from '../account/sdk-clients';

export interface AccountRequest {
  /** Of a written project; undefined: the one that the user stands in. */
  readonly directory: string | undefined;
  readonly flags: {
    readonly json?: boolean;
    readonly profile?: string;
    readonly requestIncrease?: string;
    readonly yes?: boolean;
  };
  readonly environment: Environment;
  readonly terminal: Terminal;
}

/**
 * `spillway account`: compares the account that a service will be deployed to with its plan.
 *
 * @returns the exit code: 0 when the plan fits
 * @throws SpillwayError `sdk-missing`, or `account-unreadable` where AWS cannot be asked
 */
export async function accountCommand(request: AccountRequest): Promise<number> {
  const { directory = '.', flags, environment, terminal } = request;
  const read = readService(resolve(environment.workingDirectory, directory));
  if ('problems' in read) {
    return reportProblems(read.problems, { terminal, asJson: flags.json === true });
  }
  const { service } = read;
  const withApiGateway = service.plan.api !== undefined && flags.requestIncrease === undefined;
  const clients = openClients({
    directory: service.directory,
    region: service.spec.region,
    withApiGateway,
    profile: flags.profile,
  });
  try {
    return flags.requestIncrease === undefined
      ? show(request, await compareWithAccount(request, service, clients))
      : await increaseQuota(request, service.spec.region, clients);
  } finally {
    closeClients(clients);
  }
}

async function compareWithAccount(
  { terminal }: AccountRequest,
  service: WrittenService,
  clients: AccountClients,
): Promise<AccountReport> {
  const { region, name: stackName } = service.spec;
  const done = terminal.progress(`reading the account in ${region}`);
  try {
    return reportAccount(service, await readAccount(clients, { region, stackName }));
  } finally {
    done();
  }
}

function show({ flags, terminal }: AccountRequest, report: AccountReport): number {
  const say = { error: terminal.error, warning: terminal.warn, info: noteInfo };
  report.findings.forEach(({ severity, message, hint }) => say[severity](`${message}; ${hint}`));
  terminal.result(flags.json ? JSON.stringify(report, undefined, 2) : summarizeAccount(report));
  return report.fits ? 0 : exitCodeForProblems;

  function noteInfo(text: string): void {
    terminal.note(`info: ${text}`);
  }
}

/** Adds `spillway account` to the program. */
export function addAccountCommand(program: Command, terminal: Terminal, setExitCode: (code: number) => void): void {
  program
    .command('account')
    .description('compare the AWS account that a service is deployed to with its plan')
    .argument('[directory]', 'a written project', '.')
    .option('--json', 'one JSON document on standard output, all else on standard error')
    .option('--profile <name>', 'profile of the AWS configuration files, in place of AWS_PROFILE')
    .option('--request-increase <quota>', 'ask AWS for this quota of concurrent executions, after a confirmation')
    .option('--yes', 'confirm the request without being asked')
    .addHelpText(
      'after',
      `
Needs the IAM action ${requiredAction}, and tells more with
${optionalActions.map((action) => `  ${action}`).join('\n')}
and for --request-increase
${increaseActions.map((action) => `  ${action}`).join('\n')}

Exit codes: 0 fits, 1 the account could not be read, 2 does not fit

Example:
  $ AWS_PROFILE=production spillway account`,
    )
    .action(async (directory: string, flags: AccountRequest['flags']) => {
      setExitCode(await accountCommand({ directory, flags, environment: readEnvironment(), terminal }));
    });
}
