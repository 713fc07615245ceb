import { setTimeout as sleep } from 'node:timers/promises';
import { CloudFormationClient, DescribeStacksCommand } from '@aws-sdk/client-cloudformation';
import {
  GetQueueAttributesCommand,
  GetQueueUrlCommand,
  ListMessageMoveTasksCommand,
  type ListMessageMoveTasksResultEntry,
  SQSClient,
  StartMessageMoveTaskCommand,
} from '@aws-sdk/client-sqs';
import { deadLetterQueueOutput } from '../src/spillway/output-names';
import { region, serviceName } from '../src/spillway/service';

const cloudFormation = new CloudFormationClient({ region });
const sqs = new SQSClient({ region });

/** ms between two looks at a running move. */
const pollIntervalMs = 2_000;

/** Finds the worker's dead-letter queue in the outputs of the deployed stack. */
export async function findDeadLetterQueue(workerName: string): Promise<string> {
  const { Stacks: [stack] = [] } = await cloudFormation.send(new DescribeStacksCommand({ StackName: serviceName }));
  const key = deadLetterQueueOutput(workerName);
  const arn = stack?.Outputs?.find((output) => output.OutputKey === key)?.OutputValue;
  if (!arn) {
    throw new Error(`stack ${serviceName} in ${region} has no output ${key}; deploy it first`);
  }
  return arn;
}

/** Counts the messages in the queue; approximately, as SQS does. */
export async function countMessages(queueArn: string): Promise<number> {
  const queueName = queueArn.split(':').at(-1);
  const { QueueUrl } = await sqs.send(new GetQueueUrlCommand({ QueueName: queueName }));
  const { Attributes } = await sqs.send(
    new GetQueueAttributesCommand({ QueueUrl, AttributeNames: ['ApproximateNumberOfMessages'] }),
  );
  return Number(Attributes?.ApproximateNumberOfMessages);
}

/** Starts moving the messages back to the queue that they came from. */
export async function startMove(deadLetterQueueArn: string, maxPerSecond: number): Promise<void> {
  await sqs.send(
    new StartMessageMoveTaskCommand({ SourceArn: deadLetterQueueArn, MaxNumberOfMessagesPerSecond: maxPerSecond }),
  );
}

/**
 * Waits until the latest move has ended.
 *
 * @param report told about the move after each look
 * @throws Error when the move ends other than completed
 */
export async function waitForMove(
  deadLetterQueueArn: string,
  report: (move: ListMessageMoveTasksResultEntry) => void,
): Promise<void> {
  for (;;) {
    const { Results: [move] = [] } = await sqs.send(
      new ListMessageMoveTasksCommand({ SourceArn: deadLetterQueueArn, MaxResults: 1 }),
    );
    if (move) {
      report(move);
    }
    if (move?.Status === 'COMPLETED') {
      return;
    }
    if (move?.Status === 'FAILED' || move?.Status === 'CANCELLED') {
      throw new Error(`the move ended as ${move.Status}: ${move.FailureReason ?? 'no reason given'}`);
    }
    await sleep(pollIntervalMs);
  }
}
