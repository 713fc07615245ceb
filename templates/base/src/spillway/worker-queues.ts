import { CfnOutput, Duration, Stack } from 'aws-cdk-lib';
import { Queue, QueueEncryption, RedrivePermission } from 'aws-cdk-lib/aws-sqs';
import type { Construct } from 'constructs';
import type { WorkerConcurrency } from './concurrency';
import { deadLetterRetentionDays, queueRetentionDays } from './message-lifetime';
import { deadLetterQueueOutput } from './output-names';

export interface WorkerQueues {
  readonly queue: Queue;
  readonly deadLetterQueue: Queue;
}

/** The queue of one worker and the dead-letter queue behind it, which takes messages from that queue only. */
export function createWorkerQueues(scope: Construct, limits: WorkerConcurrency): WorkerQueues {
  const { stackName } = Stack.of(scope);
  const queueName = `${stackName}-${limits.name}`;
  const deadLetterQueue = createDeadLetterQueue(scope, queueName);
  const queue = new Queue(scope, 'Queue', {
    queueName,
    encryption: QueueEncryption.SQS_MANAGED,
    enforceSSL: true,
    retentionPeriod: Duration.days(queueRetentionDays),
    visibilityTimeout: Duration.seconds(limits.visibilityTimeoutSeconds),
    deadLetterQueue: { queue: deadLetterQueue, maxReceiveCount: limits.maxReceiveCount },
  });
  new CfnOutput(scope, 'DeadLetterQueueArn', {
    value: deadLetterQueue.queueArn,
    description: `Dead-letter queue of the ${limits.name} worker`,
  }).overrideLogicalId(deadLetterQueueOutput(limits.name));
  return { queue, deadLetterQueue };
}

function createDeadLetterQueue(scope: Construct, sourceQueueName: string): Queue {
  // The two queues name each other. By reference, that would be a cycle for CloudFormation: this side goes by name.
  const sourceQueueArn = Stack.of(scope).formatArn({ service: 'sqs', resource: sourceQueueName });
  return new Queue(scope, 'DeadLetterQueue', {
    queueName: `${sourceQueueName}-dlq`,
    encryption: QueueEncryption.SQS_MANAGED,
    enforceSSL: true,
    retentionPeriod: Duration.days(deadLetterRetentionDays),
    redriveAllowPolicy: {
      redrivePermission: RedrivePermission.BY_QUEUE,
      sourceQueues: [Queue.fromQueueArn(scope, 'SourceQueueByName', sourceQueueArn)],
    },
  });
}
