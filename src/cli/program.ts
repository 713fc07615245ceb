import { Command, CommanderError, InvalidArgumentError, Option } from 'commander';
import { packageVersion } from '../package-info';
import { addAccountCommand } from './account-command';
import { readEnvironment } from './environment';
import { addFieldOptions } from './flags';
import { exitCodeForCancellation, InterruptedError } from './interruption';
import type { LedgerFlags } from './ledger-arguments';
import { ledgerCommand } from './ledger-command';
import { addLoadtestCommand } from './loadtest-arguments';
import type { LocalRequest } from './local-command';
import { newCommand, type NewRequest } from './new-command';
import { planCommand, type PlanRequest } from './plan-command';
import { describeError, exitCodeForProblems } from './problems';
import { schemaCommand } from './schema-command';
import type { Terminal } from './terminal';

const exitCodeForFailure = 1;

/** Parses the arguments, runs the command that they name and turns whatever ends it into an exit code. */
export async function runProgram(argv: readonly string[], terminal: Terminal): Promise<number> {
  try {
    let exitCode = 0;
    const program = createProgram(terminal, (code) => (exitCode = code));
    await program.parseAsync([...argv], { from: 'user' });
    return exitCode;
  } catch (error) {
    return exitCodeOf(error as Error, terminal);
  }
}

function exitCodeOf(error: Error, terminal: Terminal): number {
  if (error instanceof CommanderError) {
    return error.exitCode === 0 ? 0 : exitCodeForProblems; // commander has said what is wrong
  }
  if (error instanceof InterruptedError || error.name === 'CancelledError') {
    terminal.note('cancelled, nothing was written');
    return error instanceof InterruptedError ? error.exitCode : exitCodeForCancellation;
  }
  terminal.error(describeError(error));
  return exitCodeForFailure;
}

function createProgram(terminal: Terminal, setExitCode: (code: number) => void): Command {
  const program = new Command('spillway')
    .description('Scaffolds serverless AWS services whose every throttle is derived from one concurrency budget.')
    .version(packageVersion())
    .exitOverride()
    .configureHelp({ minWidthToWrap: 20 }) // the flags take half of a terminal
    .showSuggestionAfterError()
    .addHelpText('after', '\nExample:\n  $ spillway new my-service');
  addNewCommand(program, terminal, setExitCode);
  addPlanCommand(program, terminal, setExitCode);
  addLedgerCommand(program, terminal, setExitCode);
  addLocalCommand(program, terminal, setExitCode);
  addLoadtestCommand(program, terminal, setExitCode);
  program
    .command('schema')
    .description('print the JSON Schema of the answers')
    .addHelpText('after', '\nExample:\n  $ spillway schema > answers.schema.json')
    .action(() => schemaCommand(terminal));
  addAccountCommand(program, terminal, setExitCode);
  return program;
}

function addNewCommand(program: Command, terminal: Terminal, setExitCode: (code: number) => void): void {
  const create = program
    .command('new', { isDefault: true })
    .description('write a new service; asks for what the flags leave open')
    .argument('[directory]', 'new or empty directory; without it, one with the name of the service')
    .option('--answers <file>', 'JSON document of answers, or - for standard input')
    .option('--yes', 'never ask: take the default for what is left open (also npm_config_yes, CI)')
    .option('--dry-run', 'say what would be written, write nothing')
    .option('--json', 'one JSON document on standard output, all else on standard error')
    .option('--no-install', 'do not install the dependencies')
    .option('--no-git', 'do not make a repository')
    .addHelpText(
      'after',
      '\nExample:\n  $ spillway new order-intake --worker orders=2 --worker audit --concurrency-budget 60 --yes',
    );
  addFieldOptions(create);
  create.action(async (directory: string | undefined, flags: NewRequest['flags']) => {
    setExitCode(await newCommand({ directory, flags, environment: readEnvironment(), terminal }));
  });
}

function addPlanCommand(program: Command, terminal: Terminal, setExitCode: (code: number) => void): void {
  const plan = program
    .command('plan')
    .description('show the plan of a project, or of answers, with the arithmetic behind each number')
    .argument('[directory]', 'root of a written project; without it, the working directory if that is one')
    .option('--answers <file>', 'JSON document of answers, or - for standard input')
    .option('--json', 'the plan as one JSON document on standard output')
    .addHelpText('after', '\nExample:\n  $ spillway plan my-service --concurrency-budget 200');
  addFieldOptions(plan);
  plan.action((directory: string | undefined, flags: PlanRequest['flags']) => {
    setExitCode(planCommand({ directory, flags, environment: readEnvironment(), terminal }));
  });
}

function addLedgerCommand(program: Command, terminal: Terminal, setExitCode: (code: number) => void): void {
  program
    .command('ledger')
    .description('sum what many services reserve, per account and Region; exit code 2 when it cannot fit')
    .argument('[directories...]', 'written projects; a * stands for any part of one name')
    .option(
      '--account <name=directory>',
      'project or pattern in an account of this id or name; the others share one (repeatable)',
      (text: string, earlier: string[] = []) => [...earlier, text],
    )
    .option('--account-concurrency <units>', "the account's quota; default: the smallest that a service states")
    .option('--unreserved-floor <units>', 'what must stay unreserved; default: the largest that a service states')
    .option('--json', 'one JSON document on standard output, all else on standard error')
    .addOption(new Option('--markdown', 'a comment for a pull request').conflicts('json'))
    .addHelpText(
      'after',
      "\nExamples:\n  $ spillway ledger services/*\n  $ spillway ledger --account staging='services/*' --account prod='services/*' --markdown",
    )
    .action((directories: string[], flags: LedgerFlags) => {
      const environment = readEnvironment();
      const spillwayVersion = packageVersion();
      setExitCode(ledgerCommand({ directories, flags, environment, terminal, spillwayVersion }));
    });
}
function addLocalCommand(program: Command, terminal: Terminal, setExitCode: (code: number) => void): void {
  program
    .command('local')
    .description('run the written project of this folder on this machine: its template, its handlers, its limits')
    .option('--no-synth', 'take cdk.out as it is')
    .option('--watch', 'take over what changes in src/ (with --no-synth: in cdk.out) while it runs')
    .option('--port <number>', 'port of the API (default: any free one)', wholeNumber(65_535), 0)
    .option('--account-concurrency <units>', "the account's quota (default: that of the project)", wholeNumber(100_000))
    .option('--cold-start-ms <ms>', 'what a cold start takes beside loading the code', wholeNumber(10_000), 0)
    .option('--data-dir <directory>', 'keep messages and tables there, for the next run to go on with')
    .addOption(
      new Option('--dynamodb <part>', "what stands in for DynamoDB; local-jar is Amazon's own, with a JDK")
        .choices(['dynalite', 'local-jar'])
        .default('dynalite'),
    )
    .option('--downstream-url <url>', 'the HTTP API behind the workers (default: a stand-in that answers 200)', httpUrl)
    .addOption(
      new Option('--downstream-ms <ms>', 'what the stand-in takes to answer')
        .argParser(wholeNumber(900_000))
        .conflicts('downstreamUrl'),
    )
    .option('--redrive <worker>', 'in a run that is going on, move the dead letters of a worker back to its queue')
    .option('--json', 'one JSON document a line on standard output for everything that happens')
    .addHelpText('after', '\nExample:\n  $ spillway local --account-concurrency 50 --cold-start-ms 300')
    .action(async (flags: LocalRequest['flags']) => {
      const { localCommand } = await import('./local-command.js');
      setExitCode(await localCommand({ flags, environment: readEnvironment(), terminal }));
    });
}

function httpUrl(text: string): string {
  if (!/^https?:\/\/\S+$/.test(text) || !URL.canParse(text)) {
    throw new InvalidArgumentError('give an address that begins with http:// or https://.');
  }
  return text;
}

function wholeNumber(most: number): (text: string) => number {
  return (text) => {
    const value = Number(text);
    if (!/^\d+$/.test(text) || value > most) {
      throw new InvalidArgumentError(`give a whole number from 0 to ${most}.`);
    }
    return value;
  };
}
