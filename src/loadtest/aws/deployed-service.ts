import type { AwsClients } from './clients';
import { SpillwayError } from '../../errors';
import type { WrittenService } from '../../manifest';
import { eventSourceQuotas } from '../../spec/aws-quotas';

/** A worker as it is deployed. */
export interface DeployedWorker {
  readonly name: string;
  readonly queueName: string;
  readonly queueUrl: string;
  readonly deadLetterQueueUrl: string;
  readonly functionName: string;
  readonly maximumConcurrency: number;
  readonly reservedConcurrency?: number;
}

/** The stack of a project as it is deployed. */
export interface DeployedService {
  /** Base URL of the API, or host of the endpoint of devices. */
  readonly url: string;
  readonly outputs: Readonly<Record<string, string>>;
  readonly workers: readonly DeployedWorker[];
  /** Concurrent executions of all functions of the account. */
  readonly accountConcurrency: number;
}

/**
 * Finds the deployed stack of a project, and nothing else: by its name, and by what Spillway writes into its outputs.
 *
 * @throws SpillwayError `loadtest-failed` where there is none, or one of something else
 */
export async function findDeployedService(clients: AwsClients, { spec }: WrittenService): Promise<DeployedService> {
  const { name: stackName, region } = spec;
  const outputs = await readOutputs(clients, stackName, region);
  const workers = [];
  for (const { name } of spec.workers) {
    const output = outputs[deadLetterQueueOutput(name)];
    if (output === undefined) {
      throw new SpillwayError(
        'loadtest-failed',
        `stack ${stackName} in ${region} is not the one of this project: it has no output ${deadLetterQueueOutput(name)}; deploy this project, or see which account the credentials are of`,
      );
    }
    workers.push(await findWorker(clients, name, output));
  }
  const { AccountLimit } = await clients.lambda.getAccountSettings({});
  return {
    url: await findUrl(clients, outputs, stackName),
    outputs,
    workers,
    accountConcurrency: AccountLimit?.ConcurrentExecutions ?? spec.accountConcurrency,
  };
}

async function readOutputs(
  { cloudFormation }: AwsClients,
  stackName: string,
  region: string,
): Promise<DeployedService['outputs']> {
  try {
    const { Stacks: [stack] = [] } = await cloudFormation.describeStacks({ StackName: stackName });
    const outputs = stack?.Outputs ?? [];
    return Object.fromEntries(outputs.map(({ OutputKey, OutputValue }) => [OutputKey ?? '', OutputValue ?? '']));
  } catch (cause) {
    const message = `cannot read stack ${stackName} in ${region}; deploy it first, with these credentials`;
    throw new SpillwayError('loadtest-failed', message, { cause });
  }
}

/** `orders` gives `DeadLetterQueueArnOrders`, as the written project names it. */
function deadLetterQueueOutput(workerName: string): string {
  const words = workerName.split('-').map((word) => word.charAt(0).toUpperCase() + word.slice(1));
  return `DeadLetterQueueArn${words.join('')}`;
}

const deadLetterSuffix = '-dlq';

/** The queue lies beside its dead-letter queue, and its event source says which function works it off. */
async function findWorker(clients: AwsClients, name: string, deadLetterArn: string): Promise<DeployedWorker> {
  const { lambda, sqs } = clients;
  const queueArn = deadLetterArn.slice(0, -deadLetterSuffix.length);
  const queueName = queueArn.split(':').at(-1)!;
  const urlOf = async (QueueName: string) => (await sqs.getQueueUrl({ QueueName })).QueueUrl!;
  const { EventSourceMappings: [mapping] = [] } = await lambda.listEventSourceMappings({ EventSourceArn: queueArn });
  if (!mapping?.FunctionArn) {
    throw new SpillwayError('loadtest-failed', `no function works queue ${queueName} off; deploy the project anew`);
  }
  const functionName = mapping.FunctionArn.split(':')[6]!;
  const concurrency = await lambda.getFunctionConcurrency({ FunctionName: functionName });
  const { ReservedConcurrentExecutions: reservedConcurrency } = concurrency;
  return {
    name,
    queueName,
    queueUrl: await urlOf(queueName),
    deadLetterQueueUrl: await urlOf(queueName + deadLetterSuffix),
    functionName,
    maximumConcurrency: mapping.ScalingConfig?.MaximumConcurrency ?? eventSourceQuotas.rampCeiling.value,
    ...(reservedConcurrency === undefined ? {} : { reservedConcurrency }),
  };
}

async function findUrl({ iot }: AwsClients, outputs: DeployedService['outputs'], stackName: string): Promise<string> {
  const url = iot
    ? (await iot.describeEndpoint({ endpointType: 'iot:Data-ATS' })).endpointAddress
    : (outputs.ApiUrl ?? outputs.GraphqlUrl);
  if (!url) {
    throw new SpillwayError('loadtest-failed', `stack ${stackName} does not say where its callers reach it`);
  }
  return iot ? `https://${url}/` : url;
}
