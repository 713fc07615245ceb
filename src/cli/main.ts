import { Command, CommanderError } from 'commander';
import { packageVersion } from '../package-info';
import { readEnvironment } from './environment';
import { addFieldOptions } from './flags';
import { InterruptedError } from './interruption';
import { newCommand, type NewRequest } from './new-command';
import { exitCodeForProblems } from './problems';
import { schemaCommand } from './schema-command';
import { createTerminal } from './terminal';

const exitCodeForFailure = 1;
const exitCodeForCancellation = 130;

/**
 * Runs the command line.
 *
 * @param argv arguments without the program
 * @returns the exit code
 */
export async function main(argv: readonly string[]): Promise<number> {
  const terminal = createTerminal();
  try {
    let exitCode = 0;
    const program = createProgram((code) => (exitCode = code));
    await program.parseAsync([...argv], { from: 'user' });
    return exitCode;
  } catch (error) {
    if (error instanceof CommanderError) {
      return error.exitCode === 0 ? 0 : exitCodeForProblems;
    }
    if (error instanceof InterruptedError || (error as Error).name === 'CancelledError') {
      terminal.note('cancelled, nothing was written');
      return error instanceof InterruptedError ? error.exitCode : exitCodeForCancellation;
    }
    terminal.error((error as Error).message);
    return exitCodeForFailure;
  }
}

function createProgram(setExitCode: (code: number) => void): Command {
  const terminal = createTerminal();
  const program = new Command('spillway')
    .description('Scaffolds serverless AWS services whose every throttle is derived from one concurrency budget.')
    .version(packageVersion())
    .exitOverride()
    .showSuggestionAfterError();
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
  program
    .command('schema')
    .description('print the JSON Schema of the answers')
    .addHelpText('after', '\nExample:\n  $ spillway schema > answers.schema.json')
    .action(() => schemaCommand(terminal));
  program.addHelpText('after', '\nExample:\n  $ spillway new my-service');
  return program;
}
