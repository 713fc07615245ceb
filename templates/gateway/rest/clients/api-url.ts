import { readFileSync } from 'node:fs';
import { CloudFormationClient, DescribeStacksCommand } from '@aws-sdk/client-cloudformation';
import { region, serviceName } from '../src/spillway/service';

/** Name of the stack output that holds the base URL of the API. */
const outputName = 'ApiUrl';

/**
 * Finds the base URL of the deployed API.
 *
 * @param outputsFile what `cdk deploy --outputs-file` wrote, for callers that may not look into the stack; without it, the
 * stack is asked, for which the caller needs `cloudformation:DescribeStacks`
 */
export async function findApiUrl(outputsFile?: string): Promise<string> {
  const url = outputsFile === undefined ? await describeOutput() : readOutput(outputsFile);
  if (!url) {
    throw new Error(`stack ${serviceName} in ${region} has no output ${outputName}; deploy it first`);
  }
  return url;
}

async function describeOutput(): Promise<string | undefined> {
  const cloudFormation = new CloudFormationClient({ region });
  const { Stacks: [stack] = [] } = await cloudFormation.send(new DescribeStacksCommand({ StackName: serviceName }));
  return stack?.Outputs?.find((output) => output.OutputKey === outputName)?.OutputValue;
}

function readOutput(outputsFile: string): string | undefined {
  const stacks = JSON.parse(readFileSync(outputsFile, 'utf8')) as Record<string, Record<string, string> | undefined>;
  return stacks[serviceName]?.[outputName];
}
