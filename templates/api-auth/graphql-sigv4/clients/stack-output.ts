import { CloudFormationClient, DescribeStacksCommand } from '@aws-sdk/client-cloudformation';
import { region, serviceName } from '../src/spillway/service';

/** Reads an output of the deployed stack; needs `cloudformation:DescribeStacks`. */
export async function stackOutput(name: string): Promise<string> {
  const cloudFormation = new CloudFormationClient({ region });
  const { Stacks: [stack] = [] } = await cloudFormation.send(new DescribeStacksCommand({ StackName: serviceName }));
  const value = stack?.Outputs?.find(({ OutputKey }) => OutputKey === name)?.OutputValue;
  if (!value) {
    throw new Error(`stack ${serviceName} in ${region} has no output ${name}; deploy it first`);
  }
  return value;
}
