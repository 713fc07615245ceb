import { CloudFormationClient } from '@aws-sdk/client-cloudformation';
import { ListMessageMoveTasksCommand, SQSClient } from '@aws-sdk/client-sqs';
import { expect, test, vi } from 'vitest';
import { findDeadLetterQueue, waitForMove } from '../../scripts/dead-letters';
import { deadLetterQueueOutput } from '../../src/spillway/output-names';

const queueArn = 'arn:aws:sqs:us-east-1:111122223333:shop-orders-dlq';

function deployedWith(outputs: Record<string, string>): void {
  const Outputs = Object.entries(outputs).map(([OutputKey, OutputValue]) => ({ OutputKey, OutputValue }));
  vi.spyOn(CloudFormationClient.prototype, 'send').mockImplementation(async () => ({ Stacks: [{ Outputs }] }));
}

function moveEndsAs(move: object): void {
  vi.spyOn(SQSClient.prototype, 'send').mockImplementation(async (command: unknown) => {
    expect(command).toBeInstanceOf(ListMessageMoveTasksCommand);
    return { Results: [move] };
  });
}

test('finds the queue in the outputs of the stack', async () => {
  deployedWith({ [deadLetterQueueOutput('orders')]: queueArn });
  await expect(findDeadLetterQueue('orders')).resolves.toBe(queueArn);
});

test('says that the stack must be deployed first', async () => {
  deployedWith({});
  await expect(findDeadLetterQueue('orders')).rejects.toThrow(/no output DeadLetterQueueArnOrders; deploy it first$/);
});

test('reports a completed move and returns', async () => {
  const move = { Status: 'COMPLETED', ApproximateNumberOfMessagesMoved: 3 };
  moveEndsAs(move);
  const report = vi.fn();
  await waitForMove(queueArn, report);
  expect(report).toHaveBeenCalledExactlyOnceWith(move);
});

test('fails when the move failed, with the reason of SQS', async () => {
  moveEndsAs({ Status: 'FAILED', FailureReason: 'AccessDenied' });
  await expect(waitForMove(queueArn, vi.fn())).rejects.toThrow('the move ended as FAILED: AccessDenied');
});
