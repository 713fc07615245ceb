import { packageVersion } from '../package-info';
import { createTerminal } from './terminal';

/**
 * Runs the command line. What is only asked for the version loads nothing else: zod, commander and projen take half a second.
 *
 * @param argv arguments without the program
 * @returns the exit code
 */
export async function main(argv: readonly string[]): Promise<number> {
  const terminal = createTerminal();
  if (argv.length === 1 && ['--version', '-V'].includes(argv[0]!)) {
    terminal.result(packageVersion());
    return 0;
  }
  const { runProgram } = await import('./program.js');
  return runProgram(argv, terminal);
}
