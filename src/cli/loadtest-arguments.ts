import { type Command, InvalidArgumentError, Option } from 'commander';
import { readEnvironment } from './environment';
import type { LoadtestRequest } from './loadtest-command';
import type { Terminal } from './terminal';
import { type LoadProfileName, loadProfileNames } from '../plan/load-profile';

/** What a deployed stack is found and measured with. */
const awsActions = [
  'cloudformation:DescribeStacks',
  'cloudformation:ListStackResources',
  'cloudwatch:GetMetricData',
  'iot:DescribeEndpoint, where devices are the callers',
  'lambda:GetAccountSettings',
  'lambda:GetFunctionConcurrency',
  'lambda:ListEventSourceMappings',
  'sqs:GetQueueAttributes',
  'sqs:GetQueueUrl',
];

/** Adds `spillway loadtest` to the program. */
export function addLoadtestCommand(program: Command, terminal: Terminal, setExitCode: (code: number) => void): void {
  program
    .command('loadtest')
    .description('load the service of this folder as its plan says, and judge what it does')
    .argument('[test]', `one of ${loadProfileNames.join(', ')}`, loadTestName)
    .addOption(new Option('--target <where>', 'what is loaded (default: local)').choices(['local', 'aws']))
    .option('--report', 'open the last report where there is a terminal, and print its path')
    .option('--distributed', 'send the load from machines in the AWS account, to the deployed stack')
    .addOption(new Option('--on <machines>', 'what they are (default: fargate)').choices(['fargate', 'lambda']))
    .option('--count <machines>', 'how many (default: as many as the plan says)', machineCount)
    .option('--dry-run', 'print the command of the load engine and send nothing, with --distributed')
    .option('--profile <name>', 'profile of the AWS configuration files, in place of AWS_PROFILE')
    .option('--yes', 'do not ask before a load test that costs')
    .option('--json', 'the report as one JSON document on standard output')
    .addHelpText(
      'after',
      `
Against AWS, it needs the IAM actions
${awsActions.map((action) => `  ${action}`).join('\n')}
and whatever callers of the service need

Exit codes: 0 all marks met, 1 one missed or the load test failed, 2 wrong arguments,
130 cancelled

Example:
  $ spillway loadtest sustained`,
    )
    .action(async (name: LoadProfileName | undefined, flags: LoadtestRequest['flags']) => {
      const { loadtestCommand } = await import('./loadtest-command.js');
      setExitCode(await loadtestCommand({ name, flags, environment: readEnvironment(), terminal }));
    });
}

function loadTestName(text: string): LoadProfileName {
  const name = loadProfileNames.find((candidate) => candidate === text);
  if (name === undefined) {
    throw new InvalidArgumentError(`give one of: ${loadProfileNames.join(', ')}.`);
  }
  return name;
}

function machineCount(text: string): number {
  const count = Number(text);
  if (!/^\d+$/.test(text) || count < 1 || count > mostMachines) {
    throw new InvalidArgumentError(`give a whole number from 1 to ${mostMachines}.`);
  }
  return count;
}

/** A slip of the finger shall not start a thousand machines. */
const mostMachines = 100;
